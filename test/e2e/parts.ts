import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import type { Place } from '../../src/renderer/shell/navigation.tsx';
import { type Language, wordsIn } from '../../src/words/words.ts';
import { temporaryFolder } from './launch.ts';

/** The parts of the window that nearly every test asks for, by the names that people hear. */
export function partsOf(page: Page, language: Language = 'en') {
  const words = wordsIn(language).window;
  const next = page.getByRole('region', { name: words.shell.status });
  return {
    words,
    next,
    place: (name: Place): Locator =>
      page
        .getByRole('navigation', { name: words.places.label })
        .getByRole('button', { name: words.places[name] }),
    /** The choice of all rows, which says how many there are. */
    all: (rows: number): Locator =>
      page.getByRole('radio', { name: `${words.check.all} ${words.number(rows)}`, exact: true }),
    ready: (rows: number): Locator =>
      page.getByRole('radio', { name: `${words.check.valid} ${words.number(rows)}`, exact: true }),
    tile: (outcome: keyof typeof words.results.tiles, rows: number): Locator =>
      page.getByRole('button', {
        name: `${words.results.tiles[outcome]} ${words.number(rows)}`,
        exact: true,
      }),
    history: page.getByRole('navigation', { name: words.shell.history }),
  };
}

/** A file of that many good rows, `permit-0` and so on, in a folder of its own. */
export function permits(name: string, rows: number): string {
  const path = join(temporaryFolder(), name);
  const lines = Array.from({ length: rows }, (_, at) => `permit-${at},PL ${at},2031-12-31T23:59:59`);
  writeFileSync(path, ['Reference ID,Plate,End Date', ...lines, ''].join('\r\n'));
  return path;
}

/** Tabs on until the focus is on `goal`, as a person would who looks at the focus ring. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}
