/** The number in `pragma user_version` of the book; a book of another version is made anew from the batches. */
export const bookVersion = 3;

/** "PLPB": tells the book from any other SQLite database (`pragma application_id`). */
export const bookId = 0x504c5042;

/**
 * A fact is one accepted row of a batch, or a row of a list that was imported: what a permit was given, when, and where
 * that is known from. What is known of a permit is folded from its facts in their order in time, so the book is a set of
 * facts and can be made again from the batches and the files beside them (known-files.ts).
 *
 * `source.kind` is `batch`, `imported` or `kept`; `name` is a file's in the data folder, `shown` what people call it.
 * `source.cursor` is the last entry of a batch's trail whose outcomes were taken; `identity` tells a batch from another
 * one that got its name. `fact.at` is in epoch milliseconds; the columns
 * from `end_time` on hold what was sent, null where a row did not send it; `plate_key` and `permit_key` are the plate and
 * the permit number as they are compared.
 */
export const bookTables = `
create table connection (
  id integer primary key,
  controller text not null,
  client text not null,
  unique (controller, client)
);

create table source (
  id integer primary key,
  name text not null unique,
  kind text not null,
  shown text not null,
  identity text not null,
  cursor integer not null
);

create table fact (
  connection integer not null,
  reference text not null,
  at integer not null,
  source integer not null,
  row integer not null,
  run integer not null,
  operation text not null,
  end_time text,
  end_utc text,
  start_time text,
  plate text,
  amount text,
  currency text,
  permit_no text,
  zone text,
  plate_key text,
  permit_key text
);

create unique index fact_source on fact (source, row);
create index fact_reference on fact (connection, reference);
create index fact_plate on fact (plate_key) where plate_key is not null;
create index fact_permit on fact (permit_key) where permit_key is not null;
`;
