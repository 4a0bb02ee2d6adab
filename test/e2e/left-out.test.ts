import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { clearKeyring } from '../support/keyring.ts';
import { accept, answerJson, reject, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running } from './launch.ts';
import { partsOf, permits } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(async () => {
  await close(running);
  await clearKeyring();
});

test('Rows that are left out after a push count as such everywhere, and nothing offers to send them', async () => {
  const { page } = running;
  const { words, next, place, all, tile } = partsOf(page);
  let opens = false;
  const controller = await scriptedController((request, response) => {
    if (!opens) answerJson(response, {}, 401);
    else if (request.referenceId === 'permit-3') reject(9009)(request, response);
    else accept(request, response);
  });
  const leaveOut = async (permit: string) => {
    await page.getByRole('gridcell', { name: permit }).click();
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Control+Shift+l');
    await page
      .getByRole('dialog', { name: words.bulk.title })
      .getByRole('button', { name: words.bulk.apply['leave-out'](1) })
      .click();
  };
  const looks = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
    }
    await page.emulateMedia({ colorScheme: null });
  };
  try {
    await connect(page, { name: 'Lot 7', url: controller.url, token: 'a-token' });
    await dropFiles(page, [permits('lot-7.csv', 8)]);
    await expect(all(8)).toBeAttached();
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(8, false), exact: true }).click();
    await expect(tile('unsent', 8)).toBeVisible({ timeout: 60_000 });

    // The first row was about to be sent: the run wrote down that it was not.
    await place('check').click();
    await leaveOut('permit-0');
    await expect(next.getByText(words.check.sentence(7, 0, 1))).toBeVisible();
    await place('results').click();
    await expect(tile('unsent', 7)).toBeVisible();
    await tile('skipped', 1).click();
    await expect(page.getByRole('gridcell', { name: wordsIn('en').leftOut['by-hand'] })).toBeVisible();
    await looks('left-out');
    await expectAccessible(page, 'results with a row that is left out');

    opens = true;
    await next.getByRole('button', { name: words.results.resume(7) }).click();
    await next.getByRole('button', { name: /7/ }).click();
    await expect(tile('accepted', 6)).toBeVisible({ timeout: 60_000 });
    await expect(tile('skipped', 1)).toBeVisible();
    await expect(next.getByRole('button', { name: words.results.retry(1) })).toBeVisible();
    await place('check').click();
    await expect(next.getByText(words.check.sentence(1, 0, 1, 6))).toBeVisible();
    await leaveOut('permit-3');
    await expect(next.getByText(words.check.sentence(0, 0, 2, 6))).toBeVisible();
    await looks('check');
    await place('results').click();
    // It was rejected, and stays that; but it is not to be sent.
    await expect(tile('rejected', 1)).toBeVisible();
    await expect(next.getByRole('button', { name: words.results.newBatch })).toBeVisible();
    expect(
      controller.got.map(({ referenceId }) => referenceId).filter((id) => id === 'permit-0'),
    ).toHaveLength(1);
  } finally {
    await controller.close();
  }
});
