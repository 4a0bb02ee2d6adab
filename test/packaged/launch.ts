import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright/test';
import { z } from 'zod';
import { packagedApp } from '../../scripts/setup/package.mjs';
import { origin } from '../../src/bridge/channels.ts';

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
  program = executable(),
): Promise<RunningPackage> {
  const child = spawn(
    program,
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
  const endpoint = await address;
  await pageShown(endpoint, child);
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('It opened no window.');
  return { page, browser, said: () => said, close: () => close(child, page) };
}

/**
 * Waits until the window is on its page. A connection made while a new window moves from about:blank to another process
 * may never be answered: 2 of 30 on a busy machine, none of 80 after this wait.
 */
async function pageShown(endpoint: string, child: ChildProcess): Promise<void> {
  const targets = `http://${new URL(endpoint).host}/json/list`;
  while (child.exitCode === null) {
    const list = z
      .array(z.object({ type: z.string(), url: z.string() }))
      .parse(await (await fetch(targets)).json());
    if (list.some(({ type, url }) => type === 'page' && url.startsWith(origin.url))) return;
    await setTimeout(50);
  }
}

/** Closes the page, with which the window and the app end. */
async function close(child: ChildProcess, page: Page): Promise<void> {
  const ended = once(child, 'exit');
  await page.close();
  await ended;
}
