import { readFileSync, writeFileSync } from 'node:fs';
import { openDatabase } from '../../src/batch/file/database.ts';

/**
 * Writes the first page of a table's lines over a later one, as a file holds them that was copied over the journal of an
 * older one: lines that do not ascend, of which SQLite notices nothing. The batch must be closed.
 */
export function misplaceRows(path: string, table: string): void {
  const db = openDatabase(path);
  db.exec('pragma wal_checkpoint(truncate)');
  const root = db.prepare('select rootpage from sqlite_schema where name = ?').get(table) as {
    rootpage: number;
  };
  const size = db.prepare('pragma page_size').get() as { page_size: number };
  db.close();
  const file = readFileSync(path);
  const pageAt = (page: number): number => (page - 1) * size.page_size;
  // https://sqlite.org/fileformat2.html: an inner page lists its children, behind a header of 12 bytes.
  let at = pageAt(root.rootpage);
  const child = (index: number): number =>
    pageAt(file.readUInt32BE(at + file.readUInt16BE(at + 12 + 2 * index)));
  while (file[child(0)] === 5) at = child(0);
  const children = file.readUInt16BE(at + 3);
  file.copy(file, child(children - 1), child(0), child(0) + size.page_size);
  writeFileSync(path, file);
}
