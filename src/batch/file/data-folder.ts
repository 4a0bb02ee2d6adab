import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The product's name as it stands in paths. */
const product = 'Permit Loader';

interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder of this user's batches and connections. On Windows the local one: what roams is copied to a profile server,
 * and plates do not belong there. Elsewhere it is what Electron calls `userData`.
 */
export function defaultDataFolder(
  system: System = { platform: process.platform, home: homedir(), environment: process.env },
): string {
  const { platform, home, environment } = system;
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), product);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', product);
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), product);
}

/** The folder of the batch files, made with its parents where missing, for its owner only. */
export function batchFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'batches');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The folder of files that have no place of their own: pasted rows, and what a batch that undoes another was made of. */
export function pastedFolder(dataFolder: string): string {
  return join(dataFolder, 'pasted');
}
