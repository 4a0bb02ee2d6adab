import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { type Language, wordsIn } from '../../src/words/words.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest, usual } from './fit.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';
import { picturesOfFailures } from './picture.ts';

let running: Running;

picturesOfFailures(() => running?.page);
test.afterEach(() => close(running));

async function picture(name: string): Promise<void> {
  const { page } = running;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
    await expectAccessible(page, `${name}, ${colorScheme}`, true);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Three permits with several rows each, of which the third has three. */
function file(name: string): string {
  const path = join(temporaryFolder(), name);
  const lines = [
    'ref-1,ABC 123,2031-06-30T23:59:59,Lot 7',
    'ref-2,ABC 124,2031-06-30T23:59:59,Lot 7',
    'ref-1,ABC 999,2031-12-31T23:59:59,Lot 7',
    'ref-3,ABC 125,2031-06-30T23:59:59,Lot 7',
    'ref-2,ABC 124,2031-12-31T23:59:59,Lot 7',
    'ref-3,ABC 126,2031-06-30T23:59:59,Lot 8',
    'ref-3,ABC 127,2031-06-30T23:59:59,Lot 9',
    'ref-4,ABC 128,2031-06-30T23:59:59,Lot 9',
  ];
  writeFileSync(path, ['Reference ID,Plate,End Date,Note', ...lines, ''].join('\r\n'));
  return path;
}

function dialogParts(language: Language = 'en') {
  const { page } = running;
  const { words } = partsOf(page, language);
  const { duplicates } = words;
  const dialog = page.getByRole('dialog', { name: words.check.duplicates });
  return {
    ...partsOf(page, language),
    dialog,
    duplicates,
    place: (at: number, total: number, decided: number) =>
      dialog.getByText(`${duplicates.position(at, total)} · ${duplicates.decided(decided, total)}`),
    send: (row: number) => dialog.getByRole('radio', { name: duplicates.send(row) }),
    open: () => page.getByRole('button', { name: duplicates.open }).click(),
  };
}

test('Rows with one reference ID are decided side by side, with the keyboard, each as one step', async () => {
  running = await launch();
  const { page } = running;
  const { words, duplicates, dialog, place, send, open, ready } = dialogParts();
  await dropFiles(page, [file('renewals.csv')]);
  await expect(ready(4)).toBeAttached();
  await open();
  await expect(place(1, 3, 0)).toBeVisible();
  await expect(send(2)).toBeFocused();
  // What differs stands there, what is the same is folded.
  await expect(dialog.getByRole('rowheader', { name: 'Plate' })).toBeVisible();
  await expect(dialog.getByRole('rowheader', { name: 'Note' })).toBeHidden();
  await expect(dialog.getByRole('button', { name: duplicates.decide })).toBeDisabled();
  await expectAccessible(page, 'Duplicates side by side');
  await picture('duplicates');
  await dialog.getByRole('button', { name: duplicates.same(2) }).click();
  await expect(dialog.getByRole('rowheader', { name: 'Note' })).toBeVisible();

  await send(2).focus();
  // Enter without a choice decides nothing.
  await page.keyboard.press('Enter');
  await expect(place(1, 3, 0)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(send(4)).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(place(2, 3, 1)).toBeVisible();
  await expect(send(3)).toBeFocused();
  // It can be taken back where it was said.
  await expect(dialog.getByText(duplicates.oneSent(4, 1))).toBeVisible();
  await dialog.getByRole('button', { name: words.check.undo }).click();
  await expect(place(2, 3, 0)).toBeVisible();
  await dialog.getByRole('button', { name: words.check.redo }).click();
  await expect(place(2, 3, 1)).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(place(3, 3, 1)).toBeVisible();
  await expect(send(8)).toBeVisible();
  await picture('duplicates-three');
  await dialog.getByRole('radio', { name: duplicates.sendNone }).check();
  await page.keyboard.press('Enter');
  await expect(place(3, 3, 2)).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(place(2, 3, 2)).toBeVisible();
  await dialog.getByRole('radio', { name: duplicates.sendAll(2) }).check();
  await dialog.getByRole('button', { name: duplicates.decide }).click();
  await expect(place(3, 3, 3)).toBeVisible();
  await expect(dialog.getByRole('radio', { name: duplicates.sendNone })).toBeChecked();
  for (const size of smallest) {
    await resize(running.app, page, size);
    await expectFit(page, `Duplicates at ${size.name}`);
    await expect(place(3, 3, 3)).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`duplicates-${size.name}.png`) });
  }
  await resize(running.app, page, usual);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(words.check.sentence(4, 0, 4))).toBeVisible();

  // A row that was left out says why, and each decision is one step.
  await page.getByRole('gridcell', { name: 'ABC 123' }).click();
  await expect(page.getByText(wordsIn('en').leftOut['duplicate-by-hand'])).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(words.check.sentence(3, 1, 4))).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(words.check.sentence(4, 3, 1))).toBeVisible();

  // It opens at the first that is not decided; the choice for all leaves what was decided.
  await open();
  await expect(place(2, 3, 1)).toBeVisible();
  await page.keyboard.press('Escape');
  const { undone, redone } = words.steps;
  const chosen = (answer: 'first' | 'last') => ({ question: 'duplicates', answer }) as const;
  const turned = (answer: 'first' | 'last') => ({ did: 'answer', ...chosen(answer) }) as const;
  const choice = (label: string) =>
    page.getByRole('radiogroup', { name: words.check.duplicates }).getByRole('radio', { name: label });
  await page.getByText(words.check.duplicateChoices.first, { exact: true }).click();
  await expect(page.getByText(words.steps.chosen(chosen('first')))).toBeVisible();
  await page.getByText(words.check.duplicateChoices.last, { exact: true }).click();
  await expect(page.getByText(words.check.sentence(4, 0, 4))).toBeVisible();
  await picture('duplicates-chosen');
  const tools = page.getByRole('toolbar');
  await tools.getByRole('button', { name: words.steps.undo(turned('last')) }).hover();
  await expect(page.getByRole('tooltip', { name: words.steps.undo(turned('last')) })).toBeVisible();
  await picture('duplicates-undo-named');
  // Each choice is a step: what was decided before it stays until it is taken back itself.
  await page.keyboard.press('Control+z');
  await expect(page.getByText(undone(turned('last')))).toBeVisible();
  await expect(choice(words.check.duplicateChoices.first)).toBeChecked();
  await page.keyboard.press('Control+z');
  await expect(page.getByText(undone(turned('first')))).toBeVisible();
  await expect(choice(words.check.duplicatesOpen)).toBeChecked();
  await expect(page.getByText(words.check.sentence(4, 3, 1))).toBeVisible();
  await expect(tools.getByRole('button', { name: words.steps.redo(turned('first')) })).toBeEnabled();
  await picture('duplicates-undone');
  await page.keyboard.press('Control+y');
  await expect(page.getByText(redone(turned('first')))).toBeVisible();
  await page.keyboard.press('Control+y');
  await expect(choice(words.check.duplicateChoices.last)).toBeChecked();
  await expect(page.getByText(words.check.sentence(4, 0, 4))).toBeVisible();
  await open();
  await expect(dialog.getByText(duplicates.byChoice)).toBeVisible();
  await send(3).check();
  await dialog.getByRole('button', { name: duplicates.decide }).click();
  await expect(place(3, 3, 2)).toBeVisible();
});

test('Duplicates are decided in French, in a small window', async () => {
  running = await launch({ language: 'fr_CA' });
  const { app, page } = running;
  const { words, place, open, dialog, duplicates } = dialogParts('fr');
  await resize(app, page, { name: '1024x700', width: 1024, height: 700, zoom: 1 });
  await dropFiles(page, [file('renouvellements.csv')]);
  await open();
  await expect(place(1, 3, 0)).toBeVisible();
  await expect(dialog.getByText(duplicates.question).first()).toBeVisible();
  await expectFit(page, 'Duplicates in French');
  await picture('duplicates-french');

  await page.keyboard.press('Escape');
  await page.getByText(words.check.duplicateChoices.last, { exact: true }).click();
  const turned = { did: 'answer', question: 'duplicates', answer: 'last' } as const;
  await expect(page.getByText(words.steps.chosen(turned))).toBeVisible();
  await page.getByRole('button', { name: words.steps.undo(turned) }).hover();
  await expect(page.getByRole('tooltip', { name: words.steps.undo(turned) })).toBeVisible();
  await expectFit(page, 'A choice in French');
  await picture('duplicates-french-chosen');
});
