import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The endings of files that the app opens: those that may hold permits, and batches that were handed on. */
export const openableExtensions = [
  'csv',
  'tsv',
  'txt',
  'xlsx',
  'xlsm',
  'xls',
  'xlsb',
  'ods',
  'fods',
  'xml',
  'htm',
  'html',
  'permitbatch',
] as const;

/**
 * The files to open among a command line's arguments ("Open with", a file dropped on the icon), as absolute paths.
 * Linux desktops hand them over as URLs (`%U` of the desktop entry). Known by their endings: the other arguments are
 * switches and, while developing, the app's own folder.
 */
export function openablePaths(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map(pathOf)
    .filter(isOpenable)
    .map((argument) => resolve(folder, argument));
}

/** What names another computer or is no URL after all stays as it is: opening it then tells which file is not there. */
function pathOf(argument: string): string {
  if (!/^file:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return argument;
  }
}

function isOpenable(path: string): boolean {
  const ending = extname(path).slice(1).toLowerCase();
  return openableExtensions.some((known) => known === ending);
}
