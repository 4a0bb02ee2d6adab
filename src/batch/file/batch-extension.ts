import { canonicalPath } from '../../disk/canonical-path.ts';

/** The extension of batch files. */
export const batchExtension = '.permitbatch';

/** Whether a path is a batch's by its extension, in whatever case it was written; Windows' short names hide it. */
export function isBatchPath(path: string): boolean {
  return [path, canonicalPath(path)].some((name) => name.toLowerCase().endsWith(batchExtension));
}
