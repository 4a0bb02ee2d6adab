import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'playwright/test';
import { clearKeyring } from '../support/keyring.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch } from './launch.ts';
import { partsOf, permits } from './parts.ts';

test.afterAll(clearKeyring);

test('A push that was cut off with the whole app is offered, resumed, and sends nothing accepted again', async () => {
  const rows = 300;
  const controller = await scriptedController((request, response) =>
    setTimeout(() => accept(request, response), 10),
  );
  const source = permits('cut-off.csv', rows);
  const first = await launch();
  try {
    const { next, all, place, words } = partsOf(first.page);
    await connect(first.page, {
      name: 'Lot 7',
      url: controller.url,
      token: 'token-of-lot-7',
      concurrency: 4,
    });
    await dropFiles(first.page, [source]);
    await expect(all(rows)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(rows, false), exact: true }).click();
    await expect.poll(() => controller.got.length).toBeGreaterThan(40);
    await killed(first.app.process().pid);

    const before = new Set(controller.got.map(({ referenceId }) => referenceId));
    expect(before.size).toBeLessThan(rows);
    const again = await launch({ data: first.data });
    try {
      const window = partsOf(again.page);
      const notice = again.page.getByRole('note').filter({ hasText: 'cut-off.csv' });
      await expect(notice).toContainText(/: \d+ of 300 rows have an outcome/);
      await notice.getByRole('button', { name: words.history.resume }).click();
      await window.next.getByRole('button', { name: /^Resume with \d+ rows/ }).click();
      await expect(again.page.getByText(words.results.allAccepted(rows))).toBeVisible();
      const results = readFileSync(join(dirname(source), 'cut-off.results.csv'), 'utf8').slice(1);
      const { data } = Papa.parse<Record<string, string>>(results.trimEnd(), { header: true });
      expect(data.map((line) => line['opscom_status'])).toEqual(Array(rows).fill('accepted'));
      // Sent twice are at most those whose answer the dying app could not write down.
      const twice = controller.got.length - rows;
      expect(twice).toBeLessThanOrEqual(8);
      expect(new Set(controller.got.map(({ referenceId }) => referenceId)).size).toBe(rows);
    } finally {
      await close(again);
    }
  } finally {
    await controller.close();
  }
});

/** Ends the app as a power cut does: main, engine, window and all. */
async function killed(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('The app has no process.');
  const family = descendants(pid);
  for (const one of [pid, ...family]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // It died with its parent.
    }
  }
  await expect.poll(() => [pid, ...family].filter(alive)).toEqual([]);
}

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === ''
    ? []
    : children.split(' ').flatMap((child) => [Number(child), ...descendants(Number(child))]);
}

function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
