import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
picturesOfFailures(() => running?.page);
test.afterAll(() => close(running));

const end = '2031-06-30T23:59:59';

function file(name: string, ...lines: string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, [...lines, ''].join('\r\n'));
  return path;
}

async function picture(name: string): Promise<void> {
  const { page } = running;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Whether a table is no wider than what it stands in. */
function fits(table: HTMLElement): boolean {
  return table.scrollWidth <= (table.parentElement?.clientWidth ?? 0);
}

/** Creates permits in practice, so that they are known here. */
async function create(path: string, rows: number): Promise<void> {
  const { page } = running;
  const { words, place } = partsOf(page);
  await dropFiles(page, [path]);
  await expect(page.getByText(words.columns.sentenceMissing).first()).toBeVisible();
  await place('file').click();
  await page.getByText(words.file.operations.create, { exact: true }).click();
  await page.getByRole('button', { name: words.file.readAgain }).click();
  await expect(page.getByRole('button', { name: words.check.next(rows, true), exact: true })).toBeVisible();
}

test('A report without reference IDs gets them found, one is chosen of two, and permits are not created twice', async () => {
  const { page } = running;
  const { words, ready, place, next } = partsOf(page);
  const { titles } = wordsIn('en').issues;
  const created = [
    'Permit No,Lot,Plate,End Date',
    `P-1,Lot 7,ABC 123,${end}`,
    `P-2,Lot 7,ABC 124,${end}`,
    `,Lot 7,TWIN 1,${end}`,
    `,Lot 8,TWIN 1,${end}`,
  ];
  await create(file('new-permits.csv', ...created), 4);
  await next.getByRole('button', { name: words.check.next(4, true) }).click();
  await next.getByRole('button', { name: words.push.go(4, true), exact: true }).click();
  await expect(page.getByRole('button', { name: 'accepted 4' })).toBeVisible();

  const report = [
    'User,Permit Number,Plate(s),Effective Date,Expiry Date',
    'A,P-1,NEW 1,2031-01-01,2031-12-31T23:59:59',
    'B,,ABC 124,2031-01-01,2031-12-31T23:59:59',
    'C,,TWIN 1,2031-01-01,2031-12-31T23:59:59',
    'D,P-9,,2031-01-01,2031-12-31T23:59:59',
  ];
  await dropFiles(page, [file('active-permits.csv', ...report)]);
  await expect(page.getByText(words.references.known(2, 1, 1))).toBeVisible();
  await expectAccessible(page, 'Columns with reference IDs to find');
  await picture('columns');
  await page.getByRole('button', { name: words.references.find }).click();
  await expect(ready(0).or(ready(1)).or(ready(2))).toBeAttached();
  await expect(
    page.getByRole('button', { name: words.check.showIssue(titles['reference-ambiguous']) }),
  ).toBeVisible();
  await page.getByRole('gridcell', { name: /TWIN 1/ }).click();
  const meant = page.getByRole('region', { name: words.references.meant });
  // What differs stands there; what is the same of both is folded.
  await expect(meant.getByRole('button', { name: /^Choose/ })).toHaveCount(2);
  await expect(meant.getByRole('rowheader')).toHaveText([words.references.zone]);
  await meant.getByRole('button', { name: words.duplicates.same(5) }).click();
  await expect(meant.getByRole('rowheader')).toHaveCount(6);
  await expect(meant.getByRole('cell', { name: 'TWIN 1' })).toHaveCount(2);
  // Both can be seen without scrolling aside.
  expect(await meant.getByRole('table').evaluate(fits)).toBe(true);
  await expectAccessible(page, 'Check with two permits to choose from');
  await picture('check');
  await meant
    .getByRole('button', { name: /^Choose/ })
    .first()
    .click();
  await expect(meant).toBeHidden();
  await expect(page.getByRole('button', { name: words.check.next(3, true), exact: true })).toBeVisible();
  await place('columns').click();
  await expect(page.getByText(words.references.lookedUp)).toBeVisible();
  await picture('columns-after');

  await create(file('again.csv', created[0] ?? '', created[2] ?? '', `P-3,Lot 7,ABC 125,${end}`), 1);
  await expect(
    page.getByRole('button', { name: words.check.showIssue(titles['permit-exists']) }),
  ).toBeVisible();
  await page.getByRole('gridcell', { name: /ABC 124/ }).click();
  await expect(page.getByText(/Permit P-2 was created here on/).first()).toBeVisible();
  await picture('created-before');
});
