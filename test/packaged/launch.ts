import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright/test';
import { packagedApp } from '../../scripts/setup/package.mjs';

export interface RunningPackage {
  readonly page: Page;
  readonly browser: Browser;
  /** What the app wrote to standard error so far. */
  said(): string;
  close(): Promise<void>;
}

export function executable(): string {
  const path = packagedApp();
  if (path === null) throw new Error('There is no packaged app: npm test -- packaged makes it.');
  return path;
}

/**
 * Starts the packaged app as a person would, and drives it over Chromium's own debugging port: the inspector that
 * Playwright uses for Electron is shut off in it.
 */
export async function launchPackage(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningPackage> {
  const child = spawn(
    executable(),
    [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0', ...args],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...environment, LANG: 'en_CA.UTF-8', LANGUAGE: 'en_CA' },
    },
  );
  let said = '';
  const lines = createInterface({ input: child.stderr });
  const address = new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      said += `${line}\n`;
      const [, found] = line.match(/^DevTools listening on (ws:\S+)/) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`It ended with ${code}:\n${said}`)));
  });
  const browser = await chromium.connectOverCDP(await address);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('It opened no window.');
  return { page, browser, said: () => said, close: () => close(child, page) };
}

/** Closes the page, with which the window and the app end. */
async function close(child: ChildProcess, page: Page): Promise<void> {
  const ended = once(child, 'exit');
  await page.close();
  await ended;
}
