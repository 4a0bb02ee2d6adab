/** The number in `pragma user_version` of a batch file; raised whenever the tables below change. */
export const schemaVersion = 4;

/** "PLBF": tells a batch file from any other SQLite database (`pragma application_id`). */
export const applicationId = 0x504c4246;

/**
 * The tables of a batch file of the first version; `migrations` make those of today of them, in new files too, so that
 * a file's tables are word for word the same however old it is.
 *
 * `row.cells` is what was read and never changes; `row.edits` overlays it (JSON object: column → present value).
 * `issue` holds only what filters and counts need: its sentence, facts and repair follow from checking the row
 * again, which is pure, so a million issues cost a few bytes each. Columns count from 1; 0 is the whole row.
 * `outcome` has a line for every row with an intent to send; a row without one is unsent, or skipped if `row.skipped`,
 * which says why by its number (left-out.ts).
 * Its status is `sending` from the intent to the outcome, which a crash leaves standing; `prior` is what it goes back to
 * when nothing was sent after all. `resent` is 1 once the row was sent again although an earlier request may have
 * arrived. A run that resumes another has that one's id as `base`; else its own.
 *
 * Since version 2: `trail` is explained in audit/. `outcome.sent` is what the last request held, without the token;
 * `outcome.entry` the trail's entry that tells the outcome, null while the row is in the air. `outcome_past` keeps what
 * was said about a row before it was sent again.
 *
 * Since version 3: `row.marks` is what the file says of a row besides its cells, `row.confirmed` the issues that a person
 * says are meant so (permit/row-reading.ts, as JSON; null for nothing), `row.twin` another permit's row with its plate; `outcome.note` is what this product notes on a row, as `{"code":…,"facts":{…}}`, and `message` only the
 * controller's own words. In rows of earlier versions `message` may be a sentence of ours: it stays, for the trail commits to it.
 *
 * Since version 4: `row.known` is what the permit book said of a row when it was last asked (permit/row-known.ts, as JSON).
 */
const firstTables = `
create table meta (
  key text primary key,
  value text not null
) without rowid;

create table row (
  number integer primary key,
  cells text not null,
  edits text,
  reading integer not null default 0,
  state integer not null default 0,
  skipped integer not null default 0
);

create index row_skipped on row (state) where skipped = 1;

create table issue (
  row integer not null,
  column integer not null,
  code text not null,
  repair integer not null default 0,
  other integer,
  primary key (row, column)
) without rowid;

create table edit (
  id integer primary key,
  step integer not null,
  row integer not null,
  column integer not null,
  before text not null,
  after text not null,
  kind text not null,
  who text not null,
  at text not null,
  undone integer not null default 0
);

create table run (
  id integer primary key,
  started_at text not null,
  ended_at text,
  connection text not null,
  controller text not null,
  client text not null,
  who text not null,
  kind text not null,
  base integer not null,
  settings text not null,
  "end" text,
  stopped_by text,
  results text
);

create table outcome (
  row integer primary key,
  run integer not null,
  status text not null,
  attempts integer not null default 0,
  resent integer not null default 0,
  prior text,
  prior_run integer,
  http_status integer,
  error_code integer,
  message text,
  reference_id text,
  internal_reference_id text,
  completed_at text
);
`;

/** Finds the rows of one kind of issue. Kept up while rows come in: that costs no more than making it at the end, and nobody waits for it. */
export const issueIndex = 'create index issue_code on issue (code, row)';

/** What makes a file of a version one of the next; the first entry makes version 2 of version 1. */
export const migrations: readonly string[] = [
  `
alter table outcome add column sent text;
alter table outcome add column entry integer;

create table outcome_past (
  row integer not null,
  entry integer not null,
  run integer not null,
  status text not null,
  attempts integer not null,
  resent integer not null,
  http_status integer,
  error_code integer,
  message text,
  reference_id text,
  internal_reference_id text,
  completed_at text,
  sent text,
  primary key (row, entry)
) without rowid;

create table trail (
  seq integer primary key,
  entry text not null,
  hash text not null
);

create trigger trail_unchanged before update on trail
begin select raise(abort, 'the trail is only ever added to'); end;

create trigger trail_undeleted before delete on trail
begin select raise(abort, 'the trail is only ever added to'); end;
`,
  `
alter table row add column marks text;
alter table row add column confirmed text;
alter table row add column twin integer;

alter table outcome add column note text;
alter table outcome_past add column note text;

drop index row_skipped;
create index row_left_out on row (skipped, state) where skipped > 0;
`,
  `
alter table row add column known text;
`,
];

/** The statements that make the tables of a version in an empty file. */
export function tablesOf(version: number): string {
  return [firstTables, ...migrations.slice(0, version - 1)].join('');
}
