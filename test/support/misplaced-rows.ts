import { readFileSync, writeFileSync } from 'node:fs';
import { openDatabase } from '../../src/batch/file/database.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { checkedBatch } from './checked-batch.ts';

/** A batch whose lines do not ascend, as a file holds them that was copied over the journal of an older one. */
export async function misplacedBatch(folder: string): Promise<BatchDocument> {
  const lines = Array.from({ length: 5_000 }, (_, n) => [`ref-${n}`, `AB ${n}`]);
  const made = await checkedBatch(folder, [['Reference ID', 'Plate'], ...lines]);
  made.close();
  misplaceRows(made.path);
  const opened = openDocument(made.path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

/** Writes the first page of the rows over a later one, of which SQLite notices nothing. The batch must be closed. */
function misplaceRows(path: string): void {
  const db = openDatabase(path);
  db.exec('pragma wal_checkpoint(truncate)');
  const root = db.prepare(`select rootpage from sqlite_schema where name = 'row'`).get() as {
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
