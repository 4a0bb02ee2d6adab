import { basename } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { CheckSettings, DateOrder } from '../../permit/check.ts';
import type { IssueCode } from '../../permit/issue.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { allPairs } from '../check/duplicate-groups.ts';
import { applyDuplicates } from '../check/duplicates.ts';
import { eachTwin, markTwins } from '../check/plates.ts';
import { checkerOf, checksEdition, recheckRows } from '../check/recheck.ts';
import { recount, writeCounts } from '../file/counts.ts';
import { type Meta, writeMeta } from '../file/meta.ts';
import { reopenDocument } from '../file/open-document.ts';
import type { Table } from '../reading/table.ts';
import { recordRead } from '../trail/record.ts';
import type { BlockChecker } from './block-checker.ts';
import { rememberedNote, valuesNotes } from './chosen-columns.ts';
import type { CreateOptions } from './create-options.ts';

/** What was learnt while the rows were read, checked and written. */
export interface ReadRows {
  readonly checker: BlockChecker;
  readonly settings: CheckSettings;
  readonly firstRows: readonly (readonly string[])[];
  readonly rowsDigest: string;
}

/** Writes what belongs to the batch as a whole, and finds out what only all rows together tell. */
export async function finishBatch(
  path: string,
  table: Table,
  columns: readonly ColumnMatch[],
  options: CreateOptions,
  { checker, settings, firstRows, rowsDigest }: ReadRows,
): Promise<void> {
  const document = reopenDocument(path);
  const { db } = document;
  const { counts } = checker;
  const duplicates = allPairs(checker.references);
  try {
    db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000; begin;');
    const proof = settings.dateOrder === null ? onlyProof(checker.dateOrders) : null;
    const proved = proof?.order ?? settings.dateOrder;
    writeMeta(document, 'source', {
      path: table.path,
      name: basename(table.path),
      size: table.size,
      modifiedAt: table.modifiedAt.toISOString(),
      sha256: table.sha256,
      format: table.format,
      encoding: table.encoding,
      delimiter: table.delimiter,
      quote: table.quote,
      escape: table.escape,
      sheet: table.sheet,
      sheets: [...table.sheets],
      headerRow: table.headerRow,
    });
    writeMeta(document, 'columns', [...columns]);
    const added = (options.added ?? []).map(({ value }) => ({ value }));
    if (added.length > 0) writeMeta(document, 'addedColumns', added);
    writeMeta(document, 'settings', {
      operation: options.operation ?? 'update',
      zone: settings.zone,
      endDate: settings.endDate,
      dayEnd: settings.dayEnd,
      plateForm: settings.plateForm ?? null,
      zoneNames: [...(settings.zoneNames ?? [])],
      dateOrder: proved,
      duplicates: options.duplicates,
      checkedAt: settings.now,
      checks: checksEdition,
    });
    const at = new Date(settings.now).toISOString();
    writeMeta(document, 'created', { at, by: options.by, appVersion: options.appVersion });
    writeMeta(document, 'notes', [
      ...table.notes,
      ...rememberedNote(columns),
      ...valuesNotes(columns, table.sample, operationRules[options.operation ?? 'update']),
      ...undoesNote(options.undoes),
    ]);
    if (options.undoes) writeMeta(document, 'undoes', options.undoes);
    if (proof) writeMeta(document, 'dateProof', proof);
    writeMeta(document, 'rowsDigest', rowsDigest);
    writeMeta(document, 'samples', samplesOf(firstRows, columns.length));
    writeCounts(document, counts);
    const reordered = proved !== settings.dateOrder;
    const affected: IssueCode[] = ['end-date-format'];
    if (options.operation === 'create') affected.push('start-date-format');
    for (const code of reordered ? affected : []) {
      for (const _ of recheckRows(document, code)) await yieldToEventLoop();
    }
    const rowChecker = checkerOf(document);
    let repeated = false;
    for (const twins of eachTwin(document, rowChecker, checker.plates)) {
      markTwins(document, rowChecker, twins);
      repeated ||= twins.length > 0;
      await yieldToEventLoop();
    }
    for (const _ of applyDuplicates(document, options.duplicates, duplicates)) await yieldToEventLoop();
    if (reordered || repeated || duplicates.length > 0) recount(document);
    recordRead(document, new Date(settings.now));
    db.exec('commit; pragma synchronous = full; pragma journal_mode = wal;');
  } finally {
    document.close();
  }
}

/** The trail's first entry holds the notes: so it tells what the batch undoes. */
function undoesNote(undoes: Meta<'undoes'> | undefined): Meta<'notes'> {
  if (undoes === undefined) return [];
  const { batch, file, controller, client } = undoes;
  return [{ code: 'undoes', facts: { batch, file, controller, client } }];
}

/** What the file itself proves of its dates; null where it proves nothing, or both. */
function onlyProof(orders: ReadonlyMap<DateOrder, string>): Meta<'dateProof'> | null {
  const [first] = orders;
  return orders.size === 1 && first ? { order: first[0], value: first[1] } : null;
}

function samplesOf(rows: readonly (readonly string[])[], columns: number): string[][] {
  return Array.from({ length: columns }, (_, at) => {
    const values = rows.map((row) => (row[at] ?? '').trim()).filter((value) => value !== '');
    return [...new Set(values)].slice(0, 3).map((value) => value.slice(0, 200));
  });
}
