/** The number in `pragma user_version` of a batch file; raised whenever the tables below change. */
export const schemaVersion = 1;

/** "PLBF": tells a batch file from any other SQLite database (`pragma application_id`). */
export const applicationId = 0x504c4246;

/**
 * The tables of a batch file.
 *
 * `row.cells` is what was read and never changes; `row.edits` overlays it (JSON object: column → present value).
 * `issue` holds only what filters and counts need: its sentence, facts and repair follow from checking the row
 * again, which is pure, so a million issues cost a few bytes each. Columns count from 1; 0 is the whole row.
 * `outcome` has a line for every row with an intent to send; a row without one is unsent, or skipped if `row.skipped`.
 * Its status is `sending` from the intent to the outcome, which a crash leaves standing; `prior` is what it goes back to
 * when nothing was sent after all. `resent` is 1 once the row was sent again although an earlier request may have
 * arrived. A run that resumes another has that one's id as `base`; else its own.
 */
export const tables = `
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

/** Made once all rows are in: keeping it up while they come would cost more. */
export const issueIndex = 'create index issue_code on issue (code, row)';
