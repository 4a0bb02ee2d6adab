import { basename, dirname } from 'node:path';
import type { KnownBeforeList } from '../batch/exports/report/known-before.ts';
import { batchFolder } from '../batch/file/data-folder.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { withBook } from '../book/book.ts';
import { changesMade } from '../book/changes-made.ts';
import { canonicalPath } from '../disk/canonical-path.ts';

/**
 * What the accepted rows of a batch changed of what was known here before, for its report; null where the book cannot be
 * used, and for a batch that is not of this data folder: the book knows it by its name.
 */
export function knownBefore(dataFolder: string, { path }: BatchDocument): KnownBeforeList {
  if (canonicalPath(dirname(path)) !== canonicalPath(batchFolder(dataFolder))) return null;
  const found = withBook(dataFolder, (book) => [...changesMade(book, basename(path))]);
  return found.ok ? found.value : null;
}
