import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { type Language, wordsIn } from '../../src/words/words.ts';
import { practiceProcess } from '../support/command-line.ts';
import { clearKeyring } from '../support/keyring.ts';
import { mendableRows, morningFile, morningRows } from '../support/morning-file.ts';
import { connect } from './connect.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest } from './fit.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;
let controller: Awaited<ReturnType<typeof practiceProcess>>;
let log: string;

test.describe.configure({ timeout: 300_000 });
picturesOfFailures(() => running?.page);
test.afterEach(async () => {
  await close(running);
  await controller.stop();
  await clearKeyring();
});

/** Starts the app with a connection to a controller of its own, and drops the morning's file. */
async function begin(language: Language): Promise<Page> {
  const folder = temporaryFolder();
  log = join(folder, 'controller.db');
  controller = await practiceProcess(['--log', log]);
  running = await launch({ language: language === 'fr' ? 'fr_CA' : 'en_CA' });
  const { page } = running;
  await connect(page, { name: 'March', url: controller.url, token: 'a-token' });
  const source = join(folder, 'march renewals.xlsx');
  morningFile(source);
  await dropFiles(page, [source]);
  await expect(partsOf(page, language).all(morningRows)).toBeAttached({ timeout: 60_000 });
  return page;
}

/** How a person acts on the window. */
interface Hand {
  press(button: Locator): Promise<void>;
  /** Takes one of a group, that many below the one that is chosen. */
  choose(group: Locator, label: string, below: number): Promise<void>;
  fill(field: Locator, text: string): Promise<void>;
  /** Opens the menu of a column and takes an entry. */
  columnMenu(header: string, entry: string): Promise<void>;
}

function mouse(page: Page, language: Language): Hand {
  const { words } = partsOf(page, language);
  return {
    press: (button) => button.click(),
    choose: (group, label) => group.getByText(label, { exact: true }).click(),
    async fill(field, text) {
      if (!(await isFocused(field))) await field.click();
      await page.keyboard.type(text);
    },
    async columnMenu(header, entry) {
      const head = page.getByRole('columnheader', { name: header });
      await page.getByRole('grid').hover();
      for (let turned = 0; turned < 20 && (await head.count()) === 0; turned++)
        await page.mouse.wheel(200, 0);
      await head.hover();
      await head.getByRole('button', { name: words.column.open(header) }).click();
      await page.getByRole('menuitem', { name: entry, exact: true }).click();
    },
  };
}

function keyboard(page: Page, language: Language): Hand {
  const { words } = partsOf(page, language);
  return {
    async press(button) {
      await expect(button).toBeEnabled();
      await goTo(page, button);
      await page.keyboard.press('Enter');
    },
    async choose(group, label, below) {
      await goTo(page, group.getByRole('radio', { checked: true }));
      for (let pressed = 0; pressed < below; pressed++) await page.keyboard.press('ArrowDown');
      await expect(group.getByRole('radio', { name: label })).toBeChecked();
    },
    async fill(field, text) {
      if (!(await isFocused(field))) await goTo(page, field);
      await page.keyboard.type(text);
    },
    async columnMenu(header, entry) {
      await goTo(page, page.getByRole('columnheader', { name: header }));
      await page.keyboard.press('Alt+ArrowDown');
      const menu = page.getByRole('menu', { name: words.column.open(header) });
      await expect(menu).toBeVisible();
      const item = menu.getByRole('menuitem', { name: entry, exact: true });
      for (let moved = 0; moved < 20 && !(await isFocused(item)); moved++) {
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
    },
  };
}

/** Goes there as a person does: to its part of the window by F6, and on by Tab. */
async function goTo(page: Page, goal: Locator): Promise<void> {
  // A dialog keeps the focus; a column out of view has no header yet.
  const around = page.locator('[data-region]').filter({ has: goal });
  const part = (await around.count()) > 0 ? around : page.getByRole('main');
  for (let parts = 0; parts < 8; parts++) {
    if ((await page.getByRole('dialog').count()) > 0) break;
    if (await part.evaluate((element) => element.contains(document.activeElement))) break;
    await page.keyboard.press('F6');
  }
  for (let tabs = 0; tabs < 60; tabs++) {
    if (await isFocused(goal)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('F6 and Tab do not lead there.');
}

/** A header far to the right is not even drawn before its column is in view. */
async function isFocused(field: Locator): Promise<boolean> {
  if ((await field.count()) === 0) return false;
  return field.evaluate((element) => element === document.activeElement);
}

/** The name of a control that tells a number, whatever that is. */
function withAnyNumber(nameOf: (count: number) => string, language: Language): RegExp {
  const { number } = wordsIn(language).window;
  const [before = '', after = ''] = nameOf(12_345).split(number(12_345)).map(escaped);
  return new RegExp(`^${before}[\\d,\\s]+${after}$|^${escaped(nameOf(1))}$`);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');

type Step = readonly [name: string, act: () => Promise<void>];

/** What a person does about the file, from its drop to rows that can all be sent but for those that nobody can mend. */
function stepsOf(page: Page, language: Language, hand: Hand): readonly Step[] {
  const { bulk, check } = partsOf(page, language).words;
  const { titles } = wordsIn(language).issues;
  const dialog = page.getByRole('dialog', { name: bulk.title });
  const button = (nameOf: (count: number) => string) =>
    page.getByRole('button', { name: withAnyNumber(nameOf, language) });
  const apply = async (nameOf: (count: number) => string) => {
    await hand.press(dialog.getByRole('button', { name: withAnyNumber(nameOf, language) }));
    await expect(dialog).toHaveCount(0);
  };
  const repair = async (code: keyof typeof titles) => {
    await openDetails(page, language);
    await hand.press(button((count) => check.repairAllLabel(count, titles[code])));
  };
  const leaveOut = async (code: keyof typeof titles) => {
    await openDetails(page, language);
    await hand.press(page.getByRole('button', { name: bulk.ofIssueLabel['leave-out'](titles[code]) }));
    await apply(bulk.apply['leave-out']);
  };
  return [
    ['end dates', () => repair('end-date-format')],
    [
      'currencies',
      async () => {
        await hand.columnMenu('Currency', `${bulk.actions.set}…`);
        await hand.fill(dialog.getByRole('textbox', { name: bulk.value }), 'CAD');
        await apply(bulk.apply.change);
      },
    ],
    ['amounts that can be read', () => repair('amount-format')],
    [
      'amounts that are words',
      async () => {
        await hand.columnMenu('Amount', `${bulk.actions.replace}…`);
        await hand.fill(dialog.getByRole('textbox', { name: bulk.find, exact: true }), 'per contract');
        await hand.fill(dialog.getByRole('textbox', { name: bulk.replacement }), '82.50');
        await apply(bulk.apply.change);
      },
    ],
    ['amounts in brackets', () => leaveOut('amount-format')],
    ['the Total row', () => leaveOut('not-a-permit')],
    ['rows without a reference ID', () => leaveOut('reference-missing')],
  ];
}

/** Which of the rows with one reference ID are sent: a choice for the whole batch. */
function sendLast(page: Page, language: Language, hand: Hand): Step {
  const { check } = partsOf(page, language).words;
  const group = page.getByRole('radiogroup', { name: check.duplicates });
  const act = async () => {
    await openDetails(page, language);
    await hand.choose(group, check.duplicateChoices.last, 2);
  };
  return ['the last of a permit', act];
}

/** Where there is no room beside the rows, the issues are behind a button. */
async function openDetails(page: Page, language: Language): Promise<void> {
  const { words, next } = partsOf(page, language);
  const details = next.getByRole('button', { name: words.check.details });
  const issues = page.getByRole('region', { name: words.check.issues });
  await expect(details.or(issues).first()).toBeVisible();
  if (!(await issues.isVisible())) await details.click();
}

async function closeDetails(page: Page, language: Language): Promise<void> {
  const details = page.getByRole('dialog', { name: partsOf(page, language).words.shell.details });
  if (await details.isVisible()) await page.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
}

/** What is said of the rows now: how many are in which state, and the issues with their counts. */
async function said(page: Page, language: Language): Promise<string> {
  const { check } = partsOf(page, language).words;
  const states = page.getByRole('radiogroup', { name: check.states });
  const issues = page.getByRole('region', { name: check.issues });
  await openDetails(page, language);
  const both = `${await states.textContent()} ${await issues.textContent()}`;
  await closeDetails(page, language);
  return both;
}

/** Does a step, and waits until the window tells what came of it. */
async function take(page: Page, language: Language, [name, act]: Step): Promise<void> {
  await test.step(name, async () => {
    const was = await said(page, language);
    await act();
    await closeDetails(page, language);
    await expect.poll(() => said(page, language)).not.toBe(was);
  });
}

async function push(page: Page, language: Language, hand: Hand): Promise<void> {
  const { words, next, place, tile } = partsOf(page, language);
  const rows = mendableRows();
  await hand.press(place('push'));
  await hand.fill(page.getByRole('textbox', { name: words.push.typed(rows) }), String(rows));
  await hand.press(next.getByRole('button', { name: words.push.go(rows, false), exact: true }));
  await expect(tile('accepted', rows)).toBeVisible({ timeout: 120_000 });
  const db = new DatabaseSync(log);
  const sent = db.prepare('select count(*) as requests from request').get() as { requests: number };
  db.close();
  expect(sent.requests).toBe(rows);
}

async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as { clicks?: number };
    counted.clicks = 0;
    addEventListener(
      'pointerdown',
      () => {
        counted.clicks = (counted.clicks ?? 0) + 1;
      },
      { capture: true },
    );
  });
  return () => page.evaluate(() => (globalThis as { clicks?: number }).clicks ?? 0);
}

test('A messy month of 4,001 rows is mended and pushed in at most 25 clicks, and each step can be undone', async () => {
  const page = await begin('en');
  const { ready } = partsOf(page);
  const clicks = await countClicks(page);
  const hand = mouse(page, 'en');
  const before: string[] = [];
  for (const step of [...stepsOf(page, 'en', hand), sendLast(page, 'en', hand)]) {
    before.push(await said(page, 'en'));
    await take(page, 'en', step);
  }
  const done = await said(page, 'en');

  for (const was of before.reverse()) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => said(page, 'en')).toBe(was);
  }
  for (const then of [...before.reverse().slice(1), done]) {
    await page.keyboard.press('Control+y');
    await expect.poll(() => said(page, 'en')).toBe(then);
  }

  await expect(ready(mendableRows())).toBeAttached();
  await push(page, 'en', hand);
  expect(await clicks()).toBeLessThanOrEqual(25);
});

test('The same by keys alone, in French', async () => {
  const page = await begin('fr');
  const clicks = await countClicks(page);
  const hand = keyboard(page, 'fr');
  for (const step of stepsOf(page, 'fr', hand)) await take(page, 'fr', step);
  await take(page, 'fr', sendLast(page, 'fr', hand));
  await expect(partsOf(page, 'fr').ready(mendableRows())).toBeAttached();
  await push(page, 'fr', hand);
  expect(await clicks()).toBe(0);
});

for (const size of smallest) {
  test(`The same at ${size.name}`, async () => {
    const page = await begin('en');
    await resize(running.app, page, size);
    const hand = mouse(page, 'en');
    for (const step of stepsOf(page, 'en', hand)) {
      await take(page, 'en', step);
      await expectFit(page, `${step[0]} at ${size.name}`);
    }
    await take(page, 'en', sendLast(page, 'en', hand));
    await push(page, 'en', hand);
  });
}
