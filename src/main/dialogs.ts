import { type BrowserWindow, dialog } from 'electron';

/** Asks where to save, in front of the window; null when the person thought better of it. */
export async function askWhereToSave(
  window: BrowserWindow | null,
  options: Electron.SaveDialogOptions,
): Promise<string | null> {
  const { filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return filePath || null;
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
