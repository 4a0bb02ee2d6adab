import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { accept, reject, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

const screens = resolve(import.meta.dirname, '../../test-results/screens');

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    let running: Running;
    const { titles } = wordsIn(language).issues;

    test.beforeAll(async () => {
      running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
    });
    picturesOfFailures(() => running?.page);
    test.afterAll(async () => {
      await close(running);
      await clearKeyring();
    });

    async function open(headers: string, rows: readonly string[]): Promise<void> {
      const { page } = running;
      await startAnew(page);
      const source = join(temporaryFolder(), 'renewals.csv');
      writeFileSync(source, [headers, ...rows, ''].join('\r\n'));
      await dropFiles(page, [source]);
      await expect(partsOf(page, language).all(rows.length)).toBeAttached();
    }

    async function look(name: string): Promise<void> {
      const { page } = running;
      mkdirSync(screens, { recursive: true });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
        const path = join(screens, `issues-${name}-${language}-${colorScheme}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        await expectAccessible(page, `${name} (${colorScheme})`, colorScheme === 'dark');
      }
    }

    test('Rows that no repair fits are set, blanked or left out beside those that one fits', async () => {
      const { page } = running;
      const { words, ready } = partsOf(page, language);
      const { bulk } = words;
      const amounts = ['10', 'ten', 'x', '$20.00', 'y', '12.50'];
      await open(
        'Reference ID,Amount,Currency',
        amounts.map((amount, at) => `ref-${at},${amount},CAD`),
      );
      const title = titles['amount-format'];
      await page.getByRole('button', { name: bulk.moreOfIssue(title), exact: true }).click();
      const menu = page.getByRole('menu');
      await expect(menu.getByText(bulk.unfit(3))).toBeVisible();
      await look('more');
      await menu.getByRole('menuitem', { name: bulk.ofIssueLabel.blank(title) }).click();
      const dialog = page.getByRole('dialog', { name: bulk.title });
      await expect(dialog.getByText(bulk.will(3, 3))).toBeVisible();
      await dialog.getByRole('button', { name: bulk.apply.change(3) }).click();
      await expect(page.getByText(bulk.done.change(3))).toBeVisible();

      // Now a repair fits all that are left.
      await page.getByRole('button', { name: bulk.moreOfIssue(title), exact: true }).click();
      await expect(menu.getByText(bulk.allOfIssue(2))).toBeVisible();
      await menu.getByRole('menuitem', { name: bulk.ofIssueLabel['leave-out'](title) }).click();
      await dialog.getByRole('button', { name: bulk.apply['leave-out'](2) }).click();
      await expect(ready(1)).toBeAttached();
    });

    test('A row that was left out for its errors says so among the results', async () => {
      const { page } = running;
      const { words, next, place, tile } = partsOf(page, language);
      await open('Reference ID,Amount,Currency', ['ref-0,1.00,CAD', 'ref-1,x,CAD', 'ref-2,2.00,CAD']);
      await place('push').click();
      await page.getByRole('checkbox', { name: words.push.onlyValid(1, 2) }).check();
      await next.getByRole('button', { name: words.push.go(2, true), exact: true }).click();
      await expect(tile('accepted', 2)).toBeVisible({ timeout: 60_000 });
      await tile('skipped', 1).click();
      const answer = page.getByRole('gridcell', { name: words.results.leftOutErrors, exact: true });
      await expect(answer).toBeVisible();
    });

    test('Rejected rows show the controller’s reason where they are mended, and the next push says what it takes', async () => {
      const { page } = running;
      const { words, next, place, tile } = partsOf(page, language);
      let healed = false;
      const controller = await scriptedController((request, response) => {
        const wrong = ['permit-1', 'permit-2', 'permit-4'].includes(request.referenceId);
        if (wrong && !healed) reject(9009)(request, response);
        else accept(request, response);
      });
      try {
        await connect(page, { name: 'Lot 7', url: controller.url, token: 'a-token' });
        const rows = Array.from({ length: 6 }, (_, at) => `permit-${at},PL ${at},2031-12-31T23:59:59`);
        await open('Reference ID,Plate,End Date', rows);
        await place('push').click();
        await next.getByRole('button', { name: words.push.go(6, false), exact: true }).click();
        await expect(tile('rejected', 3)).toBeVisible({ timeout: 60_000 });
        await next.getByRole('button', { name: words.results.mend }).click();

        const reason = /9009/;
        const rejected = page.getByRole('region', { name: words.check.rejected });
        await expect(rejected.getByText(reason)).toBeVisible();
        const state = page.getByRole('gridcell').getByRole('img', { name: reason });
        await expect(state).toHaveCount(3);
        await expect(state.first()).toHaveAttribute(
          'title',
          new RegExp(`^${words.statuses.rejected}: .*9009`),
        );
        await rejected.getByRole('button', { name: reason }).first().click();
        await expect(rejected.getByRole('button', { name: reason }).first()).toHaveAttribute(
          'aria-pressed',
          'true',
        );
        await look('rejected');

        // One is mended, one is left out, one goes as it is.
        await page.getByRole('gridcell', { name: 'PL 1', exact: true }).dblclick();
        await page.keyboard.press('ControlOrMeta+a');
        await page.keyboard.type('PL 11');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('gridcell', { name: /^PL 11/ })).toBeVisible();
        await page.getByRole('gridcell', { name: 'permit-4', exact: true }).click();
        await page.getByRole('button', { name: words.bulk.leaveOutRow }).click();
        await page.getByRole('button', { name: words.bulk.apply['leave-out'](1), exact: true }).click();
        await expect(rejected.getByText('2', { exact: true })).toBeVisible();
        await place('push').click();
        const told = { mended: 1, rejected: 1, unknown: 0, neverSent: 0 };
        await expect(page.getByText(words.push.facts.before(told))).toBeVisible();
        await look('before-the-next-push');

        healed = true;
        await next.getByRole('button', { name: words.push.go(2, false), exact: true }).click();
        await expect(tile('accepted', 5)).toBeVisible({ timeout: 60_000 });
        await place('check').click();
        await expect(rejected).toHaveCount(0);
      } finally {
        await controller.close();
      }
    });
  });
}
