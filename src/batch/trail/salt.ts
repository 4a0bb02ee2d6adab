import type { Database } from '../file/database.ts';
import { sha256 } from './canonical.ts';

export function saltOf(db: Database): string {
  const found = db.prepare("select value from meta where key = 'salt'").get() as
    | { value: string }
    | undefined;
  if (!found) throw new Error('The batch has no salt.');
  return JSON.parse(found.value) as string;
}

/** The salt of the hidden lines of the entry `seq`; a report may give it away without giving away any other. */
export function hiddenSalt(salt: string, seq: number): string {
  return sha256(`${salt}\noutcomes\n${seq}`);
}

/** The salt of what the entry `seq` commits to about the file that it tells of. */
export function fileSalt(salt: string, seq: number): string {
  return sha256(`${salt}\nfile\n${seq}`);
}

/** The salt of the lines of one column in the edit entry `seq`. */
export function columnSalt(salt: string, seq: number, column: number): string {
  return sha256(`${salt}\nedit\n${seq}\n${column}`);
}
