import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from './drop.ts';
import { resize, smallest, usual } from './fit.ts';
import { temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { language, takesPictures, tourOfScreens } from './tour.ts';

const { window: words, issues } = wordsIn(language);
const { running, look } = tourOfScreens();

const [end, later] = ['2031-06-30T23:59:59', '2031-12-31T23:59:59'];

function file(name: string, lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, ['Reference ID,Plate,End Date', ...lines, ''].join('\r\n'));
  return path;
}

function cell(page: Page, name: string): Locator {
  return page.getByRole('gridcell', { name, exact: true });
}

/** The choice of a kind of change in its menu, which says how many rows there are. */
function kind(page: Page, name: string, rows: number): Locator {
  return page.getByRole('menuitemradio', { name: `${name} ${words.number(rows)}` });
}

test('Rows are filtered by what they would change, from Check and from each line of the push page', async () => {
  const { app, page } = running();
  const { next, place, tile, all } = partsOf(page, language);
  const known = Array.from({ length: 30 }, (_, n) => `p-${n},KNOWN${n},${end}`);
  await dropFiles(page, [file('march.csv', known)]);
  await expect(all(30)).toBeAttached();
  const tools = page.getByRole('toolbar', { name: words.check.title });
  const shown = (rows: number) => tools.getByText(words.check.showing(rows), { exact: true });
  const open = page.getByRole('button', { name: words.change.open });
  // Nothing is known yet: nothing is offered.
  await expect(page.getByRole('button', { name: words.check.redo })).toBeVisible();
  await expect(open).toHaveCount(0);
  await place('push').click();
  await next.getByRole('button', { name: words.push.go(30, true), exact: true }).click();
  await expect(tile('accepted', 30)).toBeVisible({ timeout: 60_000 });

  const changed = [`p-0,NEW0,${end}`, `p-1,NEW1,${later}`, `p-2,KNOWN2,${later}`, `new,NEW3,${end}`];
  await dropFiles(page, [file('april.csv', [...changed, ...known.slice(3)])]);
  await expect(all(31)).toBeAttached();
  await open.click();
  const { kinds, field, only, onlyField } = words.change;
  await expect(kind(page, kinds.changed, 3)).toBeVisible();
  await expect(kind(page, field(issues.fields.endDate), 2)).toBeVisible();
  await expect(kind(page, kinds.unchanged, 27)).toBeVisible();
  await look(page, 'change-menu');
  await kind(page, kinds.unknown, 1).click();
  await expect(shown(1)).toBeVisible();
  await expect(cell(page, 'NEW3')).toBeVisible();
  await open.press('Enter');
  await expect(kind(page, kinds.unknown, 1)).toBeChecked();
  await kind(page, kinds.changed, 3).press('Enter');
  await expect(shown(3)).toBeVisible();
  await expect(tools.getByText(only.changed)).toBeVisible();
  // What was there before has room at once.
  const cut = await page.locator('[role=gridcell] span[aria-hidden]').evaluateAll((besides) =>
    besides
      .filter(({ textContent }) => textContent !== '')
      .filter((beside) => {
        const value = beside.previousElementSibling?.getBoundingClientRect();
        return (
          beside.scrollWidth > beside.clientWidth || beside.getBoundingClientRect().top > (value?.bottom ?? 0)
        );
      })
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
  await look(page, 'only-changed');
  for (const size of smallest.filter(({ zoom }) => zoom === 1)) {
    await resize(app, page, size);
    const tops = await Promise.all(
      [words.change.open, words.column.columns, words.check.redo].map(
        async (name) => (await page.getByRole('button', { name, exact: true }).boundingBox())?.y,
      ),
    );
    expect(new Set(tops).size, 'the tools stand on one line').toBe(1);
    await resize(app, page, usual);
  }

  // What is done to the rows shown is done to these.
  await page.getByRole('button', { name: words.bulk.open }).click();
  await expect(page.getByRole('dialog')).toContainText(words.bulk.shown(3));
  await page.keyboard.press('Escape');

  await place('push').click();
  const changes = page.getByRole('region', { name: words.push.changes.title });
  const link = (label: string) => changes.getByRole('button', { name: words.push.facts.show(label) });
  await expect(link(words.push.changes.changed(3))).toBeVisible();
  await look(page, 'push-changes');
  await link(words.push.changes.field(2, issues.fields.plate)).click();
  await expect(tools.getByText(onlyField(issues.fields.plate))).toBeVisible();
  await expect(shown(2)).toBeVisible();
  await expect(cell(page, 'KNOWN3')).toHaveCount(0);
  await place('push').click();
  await changes.getByRole('button', { name: words.push.changes.unchanged(27, '').slice(0, 20) }).click();
  await expect(shown(27)).toBeVisible();
  await page.getByRole('button', { name: `${words.check.clear}: ${only.unchanged}` }).click();
  await expect(cell(page, 'NEW3')).toBeVisible();

  if (!takesPictures) return;
  // In the suite another test has axe look at it.
  await place('push').click();
  await next.getByRole('button', { name: words.push.go(31, true), exact: true }).click();
  await expect(tile('accepted', 31)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: words.putBack.open(false) }).click();
  await expect(page.getByRole('dialog', { name: words.putBack.title(false) })).toBeVisible();
  await look(page, 'put-back');
});
