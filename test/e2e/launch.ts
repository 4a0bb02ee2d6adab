import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { findElectron } from '../../scripts/setup/electron.mjs';

export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The data folder. */
  readonly data: string;
  /** What the page wrote to its console as warnings and errors. */
  readonly complaints: string[];
}

interface LaunchOptions {
  /** A data folder of an earlier start; a fresh temporary one otherwise. */
  readonly data?: string;
  /** The app's folder; the checkout otherwise. */
  readonly folder?: string;
  /** More arguments, such as files to open. */
  readonly args?: readonly string[];
  /** The system's language. */
  readonly language?: 'en_CA' | 'fr_CA' | 'fr_FR';
  /** Changes of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '../..');

/** A temporary folder of its own, under the system's. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'permit-loader-'));
}

/**
 * Starts the built app in the real Electron, as `npm start` does, and waits until its window has drawn itself. Now and
 * then (once in forty starts was seen) Playwright attaches too late to be told of the window, and cannot close the app
 * either; then that one is killed and another started. So it is where Chromium's own start hangs.
 */
export async function launch(options: LaunchOptions = {}): Promise<Running> {
  for (let left = 2; ; left--) {
    const data = options.data ?? temporaryFolder();
    const app = await start(data, options).catch((cause: unknown) => {
      if (left > 0) return null;
      throw cause;
    });
    if (app === null) continue;
    const page = await app.firstWindow({ timeout: 15_000 }).catch(() => null);
    if (page === null) {
      app.process().kill('SIGKILL');
      if (left > 0) continue;
      throw new Error('Playwright was told of no window.');
    }
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.getByRole('main').waitFor({ timeout: 30_000 });
    return { app, page, data, complaints };
  }
}

function start(data: string, options: LaunchOptions): Promise<ElectronApplication> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error('There is no Electron to test with: npm test gets one.');
  const language = options.language ?? 'en_CA';
  return _electron.launch({
    executablePath,
    timeout: 30_000,
    // Chromium refuses its process sandbox to root, which CI is; the page stays sandboxed from Node.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      options.folder ?? root,
      `--user-data-dir=${data}`,
      ...(options.args ?? []),
    ],
    env: { ...environment(), LANG: `${language}.UTF-8`, LANGUAGE: language, ...options.env },
  });
}

/** Closes the app; a push that still goes on, after a failed test, does not keep it open with a question. */
export async function close({ app }: Running): Promise<void> {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  await app.close();
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
