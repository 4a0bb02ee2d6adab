import { type BrowserWindow, dialog } from 'electron';
import { withExtension } from './save-path.ts';

/** Asks where to save, in front of the window; null when the person thought better of it. */
export async function askWhereToSave(
  window: BrowserWindow | null,
  options: Electron.SaveDialogOptions,
): Promise<string | null> {
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return filePath ? withExtension(filePath, options.filters ?? []) : null;
}

/** Asks for files or a folder, in front of the window; none when the person thought better of it. */
export async function askForPaths(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<readonly string[]> {
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths;
}

/** The kinds of file that a table can be saved as, the usual one first. */
export function tableFilters(
  { csv, workbook }: { readonly csv: string; readonly workbook: string },
  usual: 'csv' | 'xlsx',
): Electron.FileFilter[] {
  const kinds = [
    { name: csv, extensions: ['csv'] },
    { name: workbook, extensions: ['xlsx'] },
  ];
  return usual === 'csv' ? kinds : kinds.reverse();
}

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

/** Asks in a dialog of the system's, which no page can answer; what is closed or cancelled counts as no. */
export async function confirm(window: BrowserWindow | null, question: Question): Promise<boolean> {
  return (await confirmWithOption(window, question)).isMeant;
}

/** The same, with a choice beside it, not taken at first. */
export async function confirmWithOption(
  window: BrowserWindow | null,
  { message, detail, yes, no, option }: Question & { readonly option?: string },
): Promise<{ readonly isMeant: boolean; readonly isChecked: boolean }> {
  const options: Electron.MessageBoxOptions = {
    type: 'warning',
    message,
    detail,
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    ...(option !== undefined && { checkboxLabel: option }),
  };
  const { response, checkboxChecked } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return { isMeant: response === 1, isChecked: checkboxChecked };
}
