import { type IssueCode, type Severity, severityOf } from '../../permit/issue.ts';
import type { ColumnMatch } from '../../permit/mapping.ts';
import { utcHeader } from '../../permit/utc-column.ts';
import { type LeftOutCounts, readCounts } from '../file/counts.ts';
import type { BatchDocument } from '../file/document.ts';
import { type Meta, readMeta } from '../file/meta.ts';
import { recalledPlates } from '../file/recalled-plates.ts';
import { type Tally, tally } from '../file/tally.ts';
import type { DuplicateChoice } from './duplicates.ts';

export interface IssueCount {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly count: number;
  /** How many of them have a repair that only one reading allows. */
  readonly safeRepairs: number;
}

/** What a batch is and where it stands, without its rows. */
export interface BatchSummary {
  /** Absolute path of the batch file. */
  readonly path: string;
  readonly source: Meta<'source'>;
  readonly createdAt: string;
  readonly columns: readonly ColumnMatch[];
  /** Up to three values of each column. */
  readonly samples: readonly (readonly string[])[];
  readonly notes: Meta<'notes'>;
  readonly settings: Meta<'settings'>;
  readonly rows: number;
  /** Of all rows: left-out ones among them. */
  readonly valid: number;
  readonly warned: number;
  readonly invalid: number;
  readonly leftOut: LeftOutCounts;
  /** Of rows that are not left out; errors before warnings, the most frequent first. */
  readonly issueCounts: readonly IssueCount[];
  readonly duplicates: DuplicateChoice;
  /** The number of the step that undo would take back; 0 where there is none. */
  readonly lastStep: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly tally: Tally;
}

export function summarise(document: BatchDocument): BatchSummary {
  const source = readMeta(document, 'source');
  const columns = readMeta(document, 'columns');
  const settings = readMeta(document, 'settings');
  const created = readMeta(document, 'created');
  if (!source || !columns || !settings || !created) throw new Error('The batch is not whole.');
  const { rows, valid, warned, invalid, issues, leftOut } = readCounts(document);
  const issueCounts = Object.entries(issues).flatMap(([name, found]): IssueCount[] => {
    const code = name as IssueCode;
    const out = leftOut.issues[code] ?? { count: 0, safe: 0 };
    const count = found.count - out.count;
    return count === 0
      ? []
      : [{ code, severity: severityOf[code], count, safeRepairs: found.safe - out.safe }];
  });
  issueCounts.sort(
    (a, b) => a.severity.localeCompare(b.severity) || b.count - a.count || (a.code < b.code ? -1 : 1),
  );
  const lastStep = lastStepOf(document);
  return {
    path: document.path,
    source,
    createdAt: created.at,
    columns,
    samples: readMeta(document, 'samples') ?? [],
    notes: [...(readMeta(document, 'notes') ?? []), ...utcNote(columns, settings), ...plateNote(document)],
    settings,
    rows,
    valid,
    warned,
    invalid,
    leftOut,
    issueCounts,
    duplicates: settings.duplicates,
    lastStep,
    canUndo: lastStep > 0,
    // What was taken back comes after all that stands.
    canRedo: exists(document, 'select 1 from edit where id = (select max(id) from edit) and undone = 1'),
    tally: tally(document),
  };
}

/** Says that times in UTC are not converted, although the connection converts. */
function utcNote(columns: readonly ColumnMatch[], settings: Meta<'settings'>): Meta<'notes'> {
  const header = utcHeader(columns, settings);
  return header === null ? [] : [{ code: 'end-date-utc', facts: { header } }];
}

/** Says which doubtful plates are kept because that was said before; not once that is taken back here. */
function plateNote(document: BatchDocument): Meta<'notes'> {
  const recalled = recalledPlates(document);
  if (recalled === null) return [];
  const { connection, plates } = recalled;
  return [{ code: 'plates-recalled', facts: { connection, plates: plates.join(', ') } }];
}

function lastStepOf({ db }: BatchDocument): number {
  const found = db.prepare('select step from edit where undone = 0 order by id desc limit 1').get();
  return (found as { step: number } | undefined)?.step ?? 0;
}

function exists(document: BatchDocument, query: string): boolean {
  return document.db.prepare(query).get() !== undefined;
}
