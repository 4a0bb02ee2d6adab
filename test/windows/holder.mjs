import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { DatabaseSync } from '@photostructure/sqlite';

// Another program that has files open. Each line of its input is an order: {"hold":N,"path":FILE,"how":"alone" or
// "reading","milliseconds":M}, or {"letGo":N}. It says "held N" once it has the file, and "free N" once it has not.

/** libuv's flag for opening without sharing. */
const exclusively = 0x1000_0000;
const readAndWrite = 2;

/** @type {Map<number, () => void>} */
const held = new Map();

for await (const line of createInterface({ input: process.stdin })) {
  const { hold, path, how, milliseconds, letGo } = JSON.parse(line);
  if (letGo !== undefined) end(letGo);
  else {
    held.set(hold, how === 'alone' ? openAlone(path) : openReading(path));
    process.stdout.write(`held ${hold}\n`);
    setTimeout(end, milliseconds, hold).unref();
  }
}

/** @param {number} number */
function end(number) {
  if (!held.has(number)) return;
  held.get(number)?.();
  held.delete(number);
  process.stdout.write(`free ${number}\n`);
}

/**
 * As a backup does: nobody else may so much as open the file.
 * @param {string} path
 */
function openAlone(path) {
  const handle = openSync(path, readAndWrite | exclusively);
  return () => closeSync(handle);
}

/**
 * As a preview does: others may read and write the file, but not rename or remove it. SQLite opens all files so.
 * @param {string} path
 */
function openReading(path) {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.exec('pragma schema_version');
  } catch {
    // Most files are no database; this one is open from here on all the same.
  }
  return () => database.close();
}
