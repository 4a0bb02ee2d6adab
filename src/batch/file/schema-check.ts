import { type Database, openDatabase } from './database.ts';
import { issueIndex, schemaVersion, tablesOf } from './schema.ts';

const ours = new Map<number, string>();

/**
 * Whether a database has exactly the tables and indexes of a batch, word for word. A file from elsewhere could
 * otherwise bring triggers, views or constraints that undo what is written to it, such as the intent to send a row.
 */
export function hasOurSchema(db: Database, version: number): boolean {
  const known = ours.get(version) ?? freshObjects(version);
  ours.set(version, known);
  return objectsOf(db) === known;
}

/** Tables of a batch with their columns: whether each holds whole numbers or text. */
export function ourColumns(): { readonly table: string; readonly column: string; readonly type: string }[] {
  const db = openDatabase(':memory:');
  try {
    db.exec(tablesOf(schemaVersion));
    return db
      .prepare(
        `select t.name as "table", c.name as "column", lower(c.type) as type
         from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' order by 1, 2`,
      )
      .all() as { table: string; column: string; type: string }[];
  } finally {
    db.close();
  }
}

function freshObjects(version: number): string {
  const db = openDatabase(':memory:');
  try {
    db.exec(tablesOf(version));
    db.exec(issueIndex);
    return objectsOf(db);
  } finally {
    db.close();
  }
}

function objectsOf(db: Database): string {
  const sql = 'select type, name, tbl_name, sql from sqlite_schema order by type, name';
  return JSON.stringify(db.prepare(sql).all());
}
