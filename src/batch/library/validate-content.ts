import { severityOf } from '../../permit/issue.ts';
import { leftOutReasons } from '../../permit/left-out-reason.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { cellKinds } from '../../permit/row-reading.ts';
import { questions } from '../file/choice.ts';
import { pageSize } from '../file/current-row.ts';
import type { Database } from '../file/database.ts';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';
import { findingUnreadable, longTables } from '../file/readable.ts';
import { ourColumns } from '../file/schema-check.ts';
import { outcomes } from '../file/tally.ts';

/** In bytes: the longest cells of a row, or a message, that a batch of ours holds are far shorter. */
const longestText = 16 * 1024 * 1024;
const mostRows = 2 ** 31;

/**
 * Whether the content of a batch that comes from elsewhere is in order: every value is such as this product writes.
 * The tables are known to be ours: this is about what stands in them.
 */
export function validateContent(document: BatchDocument): Result<null, 'batch-damaged'> {
  const validating = validateInSlices(document);
  for (;;) {
    const next = validating.next();
    if (next.done) return next.value;
  }
}

/** The same, pausing after each page of rows, to say how many of the batch's rows are validated. */
export function* validateInSlices(
  document: BatchDocument,
): Generator<number, Result<null, 'batch-damaged'>, void> {
  const place = yield* invalidPlace(document);
  return place === null ? ok(null) : fail('batch-damaged', { path: document.path, place });
}

function* invalidPlace(document: BatchDocument): Generator<number, string | null, void> {
  const { db } = document;
  const checked = db.prepare('pragma quick_check(1)').get() as { quick_check: string };
  if (checked.quick_check !== 'ok') return checked.quick_check;
  yield 0;
  const finding = findingUnreadable(db);
  for (let next = finding.next(); ; next = finding.next()) {
    if (next.done && next.value !== null) return next.value;
    if (next.done) break;
    yield 0;
  }
  let done = 0;
  // Types first: the other rules are about values of the right ones.
  const rules = [typeRules(), contentRules];
  for (const table of new Set(rules.flat().map(({ from }) => from))) {
    const own = rules
      .map((some) => some.filter(({ from }) => from === table))
      .filter(({ length }) => length > 0);
    for (const { range, rows } of rangesOf(db, table)) {
      for (const some of own) {
        if (!isBroken(db, table, some, range)) continue;
        return some.find((rule) => isBroken(db, table, [rule], range))?.place ?? table;
      }
      if (table === 'row') done += rows;
      yield done;
    }
  }
  return clockIn(document) ? null : 'meta.settings';
}

/** Whether a line of this range is such as one of the rules says that none may be; one statement reads it once for all. */
function isBroken(db: Database, table: string, rules: readonly Rule[], range: readonly number[]): boolean {
  const key = longTables[table];
  const within = key === undefined ? '' : `${key} > ? and ${key} <= ? and `;
  const wrong = rules.map((rule) => `(${rule.wrong})`).join(' or ');
  return db.prepare(`select 1 from "${table}" where ${within}(${wrong}) limit 1`).get(...range) !== undefined;
}

/** The table's lines in parts, by what their keys are above and at most; of one that is never long all at once. */
function* rangesOf(db: Database, table: string): Generator<{ range: number[]; rows: number }> {
  const key = longTables[table];
  if (key === undefined) return yield { range: [], rows: 0 };
  const next = db.prepare(
    `select min(max(max(key), ${Number.MIN_SAFE_INTEGER}), ${Number.MAX_SAFE_INTEGER}) as last, count(*) as rows
     from (select ${key} as key from "${table}" where ${key} > ? order by ${key} limit ${pageSize})`,
  );
  for (let from = Number.NEGATIVE_INFINITY; ; ) {
    const { last, rows } = next.get(from) as { last: number | null; rows: number };
    // Keys that no number tells apart, or that do not ascend, are no reason to leave a line out.
    if (last === null || last <= from) return yield { range: [from, Number.POSITIVE_INFINITY], rows };
    yield { range: [from, last], rows };
    from = last;
  }
}

interface Rule {
  readonly place: string;
  readonly from: string;
  /** SQL that is true of a row that must not be there. */
  readonly wrong: string;
}

/** SQLite stores anything anywhere, whatever a column was declared to hold. */
function typeRules(): Rule[] {
  return ourColumns().map(({ table, column, type }) => ({
    place: `${table}.${column}`,
    from: table,
    wrong: `typeof("${column}") not in ('${type}', 'null') or octet_length("${column}") > ${longestText}`,
  }));
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

/** Of a line of the log: it tells of the whole batch, and is no answer to a question about it. */
const wrongChoice = `(row = 0) is not (kind in (${quoted(Object.keys(questions))})) or ${Object.entries(
  questions,
)
  .map(
    ([question, { answers }]) =>
      `(kind = '${question}' and not (column = 0 and before in ('', ${quoted(answers)}) and after in ('', ${quoted(answers)})))`,
  )
  .join(' or ')}`;

const contentRules: readonly Rule[] = [
  { place: 'row.number', from: 'row', wrong: `number not between 1 and ${mostRows}` },
  {
    place: 'row.cells',
    from: 'row',
    wrong: `not json_valid(cells) or json_type(cells) <> 'array'
      or exists (select 1 from json_each(cells) e where e.type <> 'text')`,
  },
  {
    place: 'row.edits',
    from: 'row',
    wrong: `edits is not null and (not json_valid(edits) or json_type(edits) <> 'object'
      or exists (select 1 from json_each(edits) e
        where e.type <> 'text' or e.key glob '*[^0-9]*' or cast(e.key as integer) not between 1 and 20000))`,
  },
  {
    place: 'row.marks',
    from: 'row',
    wrong: `marks is not null and (not json_valid(marks) or json_type(marks) <> 'object'
      or exists (select 1 from json_each(marks) e where e.key not in ('hidden', 'holdsRows', 'kinds', 'merged', 'done')
        or (e.key = 'hidden' and e.type <> 'true')
        or (e.key = 'holdsRows' and e.type <> 'array')
        or (e.key in ('kinds', 'merged', 'done') and e.type <> 'object'))
      or exists (select 1 from json_each(marks, '$.holdsRows') e where e.type <> 'integer')
      or exists (select 1 from json_each(marks, '$.done') e where e.type <> 'array'
        or exists (select 1 from json_each(e.value) v where v.type <> 'text'))
      or exists (select 1 from json_each(marks, '$.kinds') e where e.value not in (${quoted(cellKinds)}))
      or exists (select 1 from json_each(marks, '$.merged') e where e.type <> 'text'))`,
  },
  {
    place: 'row.confirmed',
    from: 'row',
    wrong: `confirmed is not null and (not json_valid(confirmed) or json_type(confirmed) <> 'object'
      or exists (select 1 from json_each(confirmed) e where e.type <> 'array' or e.key glob '*[^0-9]*'
        or exists (select 1 from json_each(e.value) c
          where c.type <> 'text' or c.value not in (${quoted(Object.keys(severityOf))}))))`,
  },
  {
    place: 'row.known',
    from: 'row',
    wrong: `known is not null and (not json_valid(known) or json_type(known) <> 'object'
      or exists (select 1 from json_each(known) e where e.key not in ('created', 'plate', 'references')
        or (e.key = 'references' and e.type <> 'array')
        or (e.key <> 'references' and (e.type <> 'object' or json_type(e.value, '$.of') is not 'object'
          or json_type(e.value, '$.row') is not 'integer'
          or exists (select 1 from json_each(e.value, '$.of') o where o.type <> 'text')
          or exists (select 1 from json_each(e.value) v where v.key not in ('of', 'row') and v.type <> 'text'))))
      or exists (select 1 from json_each(known, '$.references') e where e.type <> 'text'))`,
  },
  {
    place: 'row.state',
    from: 'row',
    wrong: `twin not in (select number from row) or state not in (0, 1, 2) or skipped not between 0 and ${leftOutReasons.length} or reading not in (0, 1)`,
  },
  { place: 'edit.row', from: 'edit', wrong: wrongChoice },
  { place: 'issue.code', from: 'issue', wrong: `code not in (${quoted(Object.keys(severityOf))})` },
  {
    place: 'run.kind',
    from: 'run',
    wrong: `kind not in ('push', 'resume', 'retry') or base not in (select id from run)
      or "end" not in ('finished', 'cancelled', 'stopped', 'failed')`,
  },
  {
    place: 'run.settings',
    from: 'run',
    wrong: `not json_valid(settings) or json_type(settings, '$.concurrency') is not 'integer'
      or coalesce(json_type(settings, '$.rate'), '') not in ('null', 'integer', 'real')
      or exists (select 1 from json_each(settings) e where e.key not in ('concurrency', 'rate', 'unknownToo', 'outcomes')
        or (e.key = 'unknownToo' and e.type not in ('true', 'false'))
        or (e.key = 'outcomes' and (e.type <> 'array' or exists (select 1 from json_each(settings, '$.outcomes') c
          where c.value not in ('rejected', 'unknown', 'unsent')))))`,
  },
  {
    place: 'run.stopped_by',
    from: 'run',
    wrong: `stopped_by is not null and (not json_valid(stopped_by) or json_type(stopped_by, '$.code') is not 'text'
      or json_type(stopped_by, '$.facts') is not 'object')`,
  },
  {
    place: 'outcome.status',
    from: 'outcome',
    wrong: `status not in ('sending', ${quoted(outcomes)}) or attempts < 0
      or row not in (select number from row) or run not in (select id from run)
      or (prior is not null and prior not in (${quoted(outcomes)}))`,
  },
  ...['outcome', 'outcome_past'].map((table) => ({
    place: `${table}.sent`,
    from: table,
    wrong: `sent is not null and (not json_valid(sent) or json_type(sent) <> 'object'
      or exists (select 1 from json_each(sent) e where e.type <> 'text'))`,
  })),
  ...['outcome', 'outcome_past'].map((table) => ({
    place: `${table}.note`,
    from: table,
    wrong: `note is not null and (not json_valid(note) or json_type(note, '$.code') is not 'text'
      or json_type(note, '$.facts') is not 'object'
      or exists (select 1 from json_each(note, '$.facts') e where e.type not in ('text', 'integer')))`,
  })),
];

/** Whether rows can be checked by the batch's own zone and hour. */
function clockIn(document: BatchDocument): boolean {
  const settings = readMeta(document, 'settings');
  if (settings === null || !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(settings.dayEnd)) return false;
  try {
    if (settings.zone !== null) new Intl.DateTimeFormat('en', { timeZone: settings.zone });
    return Math.abs(settings.checkedAt) <= 8.64e15;
  } catch {
    return false;
  }
}
