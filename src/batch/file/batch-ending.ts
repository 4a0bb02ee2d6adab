import { trueName } from '../../disk/true-name.ts';

/** The ending of batch files. */
export const batchEnding = '.permitbatch';

/** Whether a path is a batch's by its ending, in whatever case it was written; Windows' short names hide it. */
export function isBatchPath(path: string): boolean {
  return [path, trueName(path)].some((name) => name.toLowerCase().endsWith(batchEnding));
}
