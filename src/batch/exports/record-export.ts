import { createHash } from 'node:crypto';
import { type NewFile, type WriteFailure, writeNewFile } from '../../disk/new-file.ts';
import type { Result } from '../../permit/result.ts';
import type { BatchDocument } from '../file/document.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import type { EntryOf } from '../trail/entry.ts';
import { recordExport } from '../trail/record.ts';

type ExportKind = EntryOf<'export'>['what'];

/** Writes a new file about a batch, and puts on the batch's trail that it was written, with its SHA-256. */
export async function writeExport(
  document: BatchDocument,
  what: ExportKind,
  out: string,
  fill: (file: NewFile) => void | Promise<void>,
): Promise<Result<string, WriteFailure>> {
  const hash = createHash('sha256');
  const written = await writeNewFile(out, (file) =>
    fill({
      write(content) {
        hash.update(content);
        file.write(content);
      },
    }),
  );
  if (written.ok) recordWritten(document, what, written.value, hash.digest('hex'));
  return written;
}

/** Puts on the trail that a file was written. Where the batch cannot be written any more the file is good all the same. */
function recordWritten(document: BatchDocument, what: ExportKind, path: string, sha256: string): void {
  try {
    recordExport(document, what, path, sha256, new Date());
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
  }
}
