import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findElectron } from '../../scripts/setup/electron.mjs';
import { root } from '../../scripts/setup/root.mjs';

export interface Launch {
  /** The app's data folder (batches are in its `batches`); without one, a new one that goes when the app is closed. */
  readonly dataDir?: string;
  /** Arguments after the app's own, such as files to open. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly dataDir: string;
  /** Ends the app, however it is, and removes the data folder that was made for it. */
  close(): Promise<void>;
}

/** Starts the built app in the real Electron, with a data folder of its own, and waits for its window. */
export async function launchApp({ dataDir, args = [], env = {} }: Launch = {}): Promise<LaunchedApp> {
  const executablePath = findElectron();
  if (!executablePath) throw new Error('There is no Electron yet: `npm test` gets one.');
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'permit-loader-e2e-')));
  const app = await _electron.launch({
    executablePath,
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--user-data-dir=${folder}`, ...args],
    env: { ...environment(), ...env },
  });
  const window = await app.firstWindow();
  return {
    app,
    window,
    dataDir: folder,
    async close() {
      await app.close();
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Kills the app as a power cut would: nothing of it gets to run again. */
export function killApp({ app }: LaunchedApp): void {
  app.process().kill('SIGKILL');
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(
    entries.filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'NODE_OPTIONS',
    ),
  );
}
