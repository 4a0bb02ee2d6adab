import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as passed } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';

// holder.mjs FILE alone|reading MILLISECONDS: another program that has a file open.

/** libuv's flag for opening without sharing. */
const exclusively = 0x1000_0000;
const readAndWrite = 2;

const [, , path = '', how, milliseconds] = process.argv;
const letGo = how === 'alone' ? openAlone() : openReading();
process.stdout.write('held\n');
await passed(Number(milliseconds));
letGo();

/** As a backup does: nobody else may so much as open the file. */
function openAlone() {
  const handle = openSync(path, readAndWrite | exclusively);
  return () => closeSync(handle);
}

/** As a preview does: others may read and write the file, but not rename or remove it. SQLite opens all files so. */
function openReading() {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.exec('pragma schema_version');
  } catch {
    // Most files are no database; this one is open from here on all the same.
  }
  return () => database.close();
}
