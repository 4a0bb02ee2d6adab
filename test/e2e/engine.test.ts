import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { BridgeEvent } from '../../src/bridge/contract.ts';
import { wordsIn } from '../../src/words/words.ts';
import { launch, type Running, temporaryFolder } from './launch.ts';

declare global {
  interface Window {
    heard: BridgeEvent[];
  }
}

const rows = 20_000;
const batch = 'large.permitbatch';

/** A file large enough that a push of it can be met halfway. */
function largeFile(): string {
  const path = join(temporaryFolder(), 'large.csv');
  const lines = Array.from({ length: rows }, (_, at) => `large-${at},PLATE ${at},2031-12-31T23:59:59`);
  writeFileSync(path, `Reference ID,Plate,End Date\r\n${lines.join('\r\n')}\r\n`);
  return path;
}

/** Opens the file by naming it on the command line, and waits until its rows are there. */
async function open(path: string): Promise<Running> {
  const running = await launch({ args: [path] });
  await expect(running.page.getByRole('radio', { name: `All ${rows.toLocaleString('en')}` })).toBeAttached();
  await running.page.evaluate(() => {
    window.heard = [];
    window.permitLoader.listen((event) => window.heard.push(event));
  });
  return running;
}

/** Begins a push to practice and waits until some rows, but not all, are accepted. */
async function pushHalfway({ page }: Running): Promise<void> {
  const begun = await page.evaluate(
    (of) =>
      window.permitLoader.startPush({
        batch: of,
        connection: 'Practice',
        kind: 'push',
        onlyValid: false,
        again: false,
      }),
    batch,
  );
  expect(begun).toEqual({ ok: true, value: null });
  await page.waitForFunction(() =>
    window.heard.some((event) => event.kind === 'push' && event.tally.accepted > 100),
  );
}

async function ended({ page }: Running) {
  const found = await page.waitForFunction(() => window.heard.find((event) => event.kind === 'push-ended'));
  return (await found.jsonValue()) as Extract<BridgeEvent, { kind: 'push-ended' }>;
}

test('When the engine dies in a push, that is said, nothing is lost, and the push can be resumed', async () => {
  const path = largeFile();
  const running = await open(path);
  const { app, page } = running;
  try {
    await pushHalfway(running);
    await app.evaluate(({ app: main }) => {
      const engine = main.getAppMetrics().find(({ name }) => name === 'Permit Loader Engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    const { end, reason, summary } = await ended(running);
    expect({ end, code: reason?.code, interrupted: summary.interrupted }).toEqual({
      end: 'failed',
      code: 'engine-stopped',
      interrupted: true,
    });
    const { accepted, rejected, unknown, unsent, skipped } = summary.tally;
    expect(accepted + rejected + unknown + unsent + skipped).toBe(rows);
    expect(accepted).toBeGreaterThan(100);
    expect(unsent).toBeGreaterThan(0);

    await page.evaluate(async (of) => {
      window.heard = [];
      await window.permitLoader.startPush({
        batch: of,
        connection: 'Practice',
        kind: 'resume',
        onlyValid: false,
        again: false,
      });
    }, batch);
    const resumed = await ended(running);
    expect(resumed.end).toBe('finished');
    expect(resumed.summary.tally).toEqual({ accepted: rows, rejected: 0, unknown: 0, unsent: 0, skipped: 0 });
    const results = readFileSync(resumed.summary.results ?? '', 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(results.slice(1).filter((line) => line.includes(',accepted,'))).toHaveLength(rows);
  } finally {
    await app.close();
  }
});

test('Closing the window in a push asks; a yes lets the rows in the air finish', async () => {
  const running = await open(largeFile());
  const { app, page, data } = running;
  const answer = (response: number) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false });
    }, response);
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await pushHalfway(running);
  await answer(0);
  await close();
  await page.waitForTimeout(200);
  expect(page.isClosed()).toBe(false);

  await answer(1);
  const closed = app.waitForEvent('close');
  await close();
  await closed;

  const again = await launch({ data });
  try {
    const summary = await again.page.evaluate((of) => window.permitLoader.summary({ batch: of }), batch);
    if (!summary.ok) throw new Error(summary.failure.code);
    const { accepted, unknown, unsent } = summary.value.tally;
    expect(unknown).toBe(0);
    expect(accepted).toBeGreaterThan(100);
    expect(accepted + unsent).toBe(rows);
    expect(summary.value.interrupted).toBe(true);
  } finally {
    await again.app.close();
  }
});

test('The error list goes where the save dialog says, in the language of the window', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'lot.csv');
  writeFileSync(source, 'Reference ID,Plate,Currency\nA-1,P 1,\nA-2,P 2,cad\n');
  const { app, page } = await launch({ args: [source], language: 'fr_CA' });
  const words = wordsIn('fr').window;
  try {
    const out = join(folder, 'liste.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, out);
    await page.getByRole('button', { name: words.check.saveErrors }).click();
    await expect(page.getByText(words.check.saved(out))).toBeVisible();
    const lines = readFileSync(out, 'utf8').slice(1).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^A-2,P 2,cad,3,invalid,currency-unknown,/);
    expect(lines[1]).toMatch(/«\s?cad\s?» n’est pas/);
  } finally {
    await app.close();
  }
});

test('A second start hands its file to the window that is there, and ends', async () => {
  const first = await launch();
  const folder = temporaryFolder();
  const source = join(folder, 'handed-over.csv');
  writeFileSync(source, 'Reference ID,Plate\nA-1,P 1\nA-2,P 2\n');
  try {
    // As it was started, but for the switches that let a test drive it.
    const [program, ...args] = await first.app.evaluate(() =>
      process.argv.filter((argument) => !/inspect|remote-debugging/.test(argument)),
    );
    const second = spawn(program ?? '', [...args, source]);
    const code = await new Promise((resolve) => second.on('exit', resolve));
    expect(code).toBe(0);
    await expect(first.page.getByRole('radio', { name: 'All 2', exact: true })).toBeAttached();
    expect(first.app.windows()).toHaveLength(1);
  } finally {
    await first.app.close();
  }
});
