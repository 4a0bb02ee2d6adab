import { sha256 } from './canonical.ts';
import type { EntryOf } from './entry.ts';

/** Entries that tell of a file by its SHA-256. */
type FileEntry = EntryOf<'read' | 'moved' | 'export'>;

/**
 * What stands on the trail for the SHA-256 of a file or of rows with plates in them: with a salt, for whoever knows all
 * but one plate could otherwise try plates until the digest fits.
 */
export function commitment(digest: string, salt: string): string {
  return sha256(`${salt}\n${digest}`);
}

/** What an entry must say of this digest; trails of earlier versions say the digest itself. */
export function committed({ salted }: Pick<FileEntry, 'salted'>, digest: string, salt: string): string {
  return salted === true ? commitment(digest, salt) : digest;
}
