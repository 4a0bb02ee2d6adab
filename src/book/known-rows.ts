import { indexesOf } from '../batch/check/indexes.ts';
import type { KnownOfRows } from '../batch/edits/mark-known.ts';
import type { CurrentRow } from '../batch/file/current-row.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta, rulesOf } from '../batch/file/meta.ts';
import { trimmed } from '../permit/cell.ts';
import { mappingOf } from '../permit/mapping.ts';
import { type KnownFrom, type RowKnown, type RowValues, rowValues } from '../permit/row-known.ts';
import { comparable } from '../permit/same-value.ts';
import type { Book } from './book.ts';
import type { BookConnection } from './fact.ts';
import type { KnownValue } from './known.ts';
import { overlap, type PermitSpan, permitSpan } from './permit-span.ts';
import { permitsMeant, searchColumns } from './reference-search.ts';
import {
  type FoundPermit,
  findPermits,
  type PermitFinder,
  permitName,
  type SoughtKeys,
  sharedKeys,
} from './same-permit.ts';

/**
 * What a connection's permit book says of a batch's rows: that the permit of a creation was created here before, that
 * another live permit has a row's plate, and which permits the rows may mean that `seeks` a reference ID. `now`: epoch
 * milliseconds.
 */
export function knownOfRows(
  book: Book,
  document: BatchDocument,
  connection: BookConnection,
  now: number,
  seeks: (row: CurrentRow) => boolean = ({ reading }) => reading.known?.references !== undefined,
): KnownOfRows {
  const plates = knownPlates(book, document, connection, now);
  const columns = searchColumns(document);
  return (rows) => {
    const known = plates(rows);
    const sought = columns === null ? [] : rows.filter(seeks);
    if (columns === null || sought.length === 0) return known;
    for (const [row, permits] of permitsMeant(book, connection, columns, sought)) {
      if (permits.length < 2) continue;
      known.set(row, { ...known.get(row), references: permits.map((permit) => permit.known.reference) });
    }
    return known;
  };
}

function knownPlates(
  book: Book,
  document: BatchDocument,
  connection: BookConnection,
  now: number,
): (rows: readonly CurrentRow[]) => Map<number, RowKnown> {
  const mapping = mappingOf(readMeta(document, 'columns') ?? []);
  const isCreation = rulesOf(document).name === 'create';
  const key = mapping.indexOf('referenceId');
  const [number, plate] = [mapping.indexOf('permitNo'), mapping.indexOf('plate')];
  const cellOf = (cells: readonly string[], at: number) => (at < 0 ? '' : trimmed(cells[at] ?? ''));
  if (!mapping.some((field) => field === 'plate' || field === 'permitNo')) return () => new Map();
  return (rows) => {
    // Most rows have nothing in common with another permit: only of the others all that they say is looked at.
    const keys = rows.map(
      ({ cells }): SoughtKeys => ({
        reference: cellOf(cells, key),
        number: isCreation ? comparable('permitNo', cells[number] ?? '') : '',
        plate: comparable('plate', cells[plate] ?? ''),
      }),
    );
    const shared = sharedKeys(book, connection, keys);
    const said = [...shared].flatMap((at) => {
      const row = rows[at];
      if (!row) return [];
      const { number, cells } = row;
      return [{ number, reference: cellOf(cells, key), values: rowValues(cells, mapping) }];
    });
    if (said.length === 0) return new Map();
    const of = (field: 'permitNo' | 'plate') =>
      said.flatMap(({ values }) => (values[field] ? [values[field]] : []));
    const permits = findPermits(book, connection, isCreation ? of('permitNo') : [], of('plate'));
    const found = new Map<number, RowKnown>();
    for (const { number, reference, values } of said) {
      const span = permitSpan({ start: values.startDate, end: values.endDate, created: now });
      const created = isCreation ? createdBefore(permits, values, span) : null;
      // Which permit the row means is not known: the one that has its plate may be it.
      const isUnknown = !isCreation && reference === '';
      const plated = isUnknown ? [] : permits.byPlate(values.plate ?? '');
      const other = plated.find(
        (permit) =>
          permit.values.plate === values.plate &&
          permit.known.reference !== reference &&
          permit.known.reference !== created?.known.reference &&
          overlap({ start: Math.max(now, span.start), end: span.end }, spanOf(permit)) &&
          // The file says itself what becomes of that permit.
          (key < 0 || indexesOf(document).references.rows(permit.known.reference).length === 0),
      );
      if (created === null && !other) continue;
      const plateOf = { plate: values.plate ?? '', ...(key >= 0 && { referenceId: reference }) };
      found.set(number, {
        ...(created && { created: { ...from(created, created.created), of: identity(values) } }),
        ...(other && { plate: { ...from(other, other.known.values.plate ?? null), of: plateOf } }),
      });
    }
    return found;
  };
}

/** A creation of the same permit whose dates overlap: by number and zone, where either has no number by plate, zone and start. */
function createdBefore(permits: PermitFinder, values: RowValues, span: PermitSpan): FoundPermit | null {
  const { permitNo = '', plate = '', startDate = '' } = values;
  const numbered = permits.byNumber(permitNo);
  const alike = permits
    .byPlate(plate)
    .filter(
      ({ made }) =>
        made.plate === plate && (made.startDate ?? '') === startDate && !(made.permitNo && permitNo),
    );
  const created = [...numbered, ...alike].find(
    (permit) => permit.created !== null && sameZone(permit.made, values) && overlap(span, spanOf(permit)),
  );
  return created ?? null;
}

/** A zone that is not said may be any. */
function sameZone(one: RowValues, other: RowValues): boolean {
  return !one.zone || !other.zone || one.zone === other.zone;
}

function identity({
  permitNo = '',
  zone = '',
  plate = '',
  startDate = '',
  endDate = '',
}: RowValues): RowValues {
  const dates = { startDate, endDate };
  return permitNo === '' ? { plate, zone, ...dates } : { permitNo, zone, ...dates };
}

function spanOf({ known: { values }, created }: FoundPermit): PermitSpan {
  const { startDate, endDate } = values;
  return permitSpan({
    start: startDate?.value,
    end: endDate?.value,
    endUtc: endDate?.utc ?? false,
    created: created?.at ?? Number.NEGATIVE_INFINITY,
  });
}

function from({ known }: FoundPermit, source: Pick<KnownValue, 'at' | 'batch' | 'row'> | null): KnownFrom {
  return {
    reference: known.reference,
    permit: permitName(known),
    day: new Date(source?.at ?? 0).toISOString().slice(0, 10),
    batch: source?.batch ?? '',
    row: source?.row ?? 0,
  };
}
