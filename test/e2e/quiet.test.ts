import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { close, launch, type Running, temporaryFolder } from './launch.ts';

/** What is read of Chromium's log of its own network. */
interface NetLog {
  readonly events: readonly { readonly params?: { readonly url?: string; readonly host?: string } }[];
}

/** Longer than Chromium takes to ask for what it wants; it was half a second after a start. */
const patience = 2_000;

test('Neither a first start, nor printing, nor a later start asks anybody for anything', async () => {
  const data = temporaryFolder();
  for (const start of ['first', 'later']) {
    const log = join(temporaryFolder(), 'net.json');
    const running = await launch({ data, args: [`--log-net-log=${log}`] });
    if (start === 'first') await print(running, join(data, 'report.pdf'));
    await running.page.waitForTimeout(patience);
    await close(running);
    const { events } = JSON.parse(readFileSync(log, 'utf8')) as NetLog;
    // An empty log would prove nothing.
    expect(events.length, start).toBeGreaterThan(0);
    const asked = events.flatMap(({ params }) => params?.url ?? params?.host ?? []);
    expect(asked, start).toEqual([]);
  }
});

/** Prints a report: a window of its own, in a session of its own. */
async function print({ app, page }: Running, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
  const saved = await page.evaluate(() =>
    window.permitLoader.savePeriodReport({
      from: '2026-01-01',
      to: '2026-12-31',
      connection: null,
      user: null,
      format: 'pdf',
    }),
  );
  expect(saved).toEqual({ ok: true, value: filePath });
}
