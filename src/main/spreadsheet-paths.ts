import { extname, resolve } from 'node:path';

/** The endings of files that may hold permits, without the dot. */
export const spreadsheetEndings = ['csv', 'tsv', 'txt', 'xlsx'] as const;

/**
 * The spreadsheets among a command line's arguments ("Open with", a file dropped on the icon), as absolute paths.
 * Known by their endings: the other arguments are switches and, while developing, the app's own folder.
 */
export function spreadsheetPaths(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isSpreadsheet(argument))
    .map((argument) => resolve(folder, argument));
}

function isSpreadsheet(path: string): boolean {
  const ending = extname(path).slice(1).toLowerCase();
  return spreadsheetEndings.some((known) => known === ending);
}
