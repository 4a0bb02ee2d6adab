import { fstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { BatchDocument } from '../file/document.ts';

/** Pages in the write-ahead log before SQLite moves them into the batch file: fewer, larger moves than usual. */
const pagesAhead = 8_000;
const usualPagesAhead = 1_000;

/** Says when what was committed is on the disk. */
export interface Disk {
  /** Resolves once all that was committed before the call would survive a power cut; rejects when the disk cannot. */
  sync(): Promise<void>;
  /** Whether the file of what was committed was taken away: what it holds is lost with this process. */
  isLogGone(): boolean;
  /** From now on every commit waits for the disk itself again. */
  close(): Promise<void>;
}

/**
 * Takes the syncing of commits over from SQLite, which does it within the commit and so holds up the thread that serves
 * the network. What is promised is the same: with `synchronous = full` SQLite syncs the write-ahead log after each
 * commit, with `normal` it leaves that out (and still keeps the order that protects the file), and `sync` makes up for
 * it in another thread. Where there is no such log, SQLite goes on syncing by itself. The document must have been
 * written to since it was opened: SQLite then made sure that the log's own directory entry is on the disk.
 */
export async function openDisk(document: BatchDocument): Promise<Disk> {
  const { db } = document;
  const log = await openLog(document);
  if (!log) return { sync: async () => {}, isLogGone: () => false, close: async () => {} };
  db.exec(`pragma synchronous = normal; pragma wal_autocheckpoint = ${pagesAhead};`);
  let closed = false;
  return {
    sync: () => log.datasync(),
    isLogGone: () => !closed && fstatSync(log.fd).nlink === 0,
    async close() {
      if (closed) return;
      closed = true;
      if (db.isOpen) db.exec(`pragma synchronous = full; pragma wal_autocheckpoint = ${usualPagesAhead};`);
      await log.close();
    },
  };
}

/** The write-ahead log's file, by the name that SQLite itself knows the batch by; null where there is none. */
async function openLog({ db }: BatchDocument): Promise<FileHandle | null> {
  const mode = db.prepare('pragma journal_mode').get() as { journal_mode: string };
  if (mode.journal_mode !== 'wal') return null;
  const main = (db.prepare('pragma database_list').all() as { name: string; file: string }[]).find(
    ({ name }) => name === 'main',
  );
  if (!main || main.file === '') return null;
  try {
    // Only a handle that may write may flush on Windows.
    return await open(`${main.file}-wal`, 'r+');
  } catch {
    return null;
  }
}
