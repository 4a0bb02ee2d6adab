import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'playwright/test';
import { dropFiles } from './drop.ts';
import { expectFit, resize, smallest } from './fit.ts';
import { close, launch, temporaryFolder } from './launch.ts';
import { partsOf } from './parts.ts';

function file(name: string, lines: readonly string[]): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, lines.map((line) => `${line}\r\n`).join(''));
  return path;
}

test('Files that nobody expects are told of as they are, fit, and can be pushed', async () => {
  const running = await launch({ env: { LC_ALL: 'C.UTF-8' } });
  const { app, page, complaints } = running;
  const { words, place, all, next, tile } = partsOf(page);
  try {
    await dropFiles(page, [file('headers-only.csv', ['Reference ID,Plate'])]);
    // Read out by the grid, and shown in it.
    await expect(page.getByRole('main').getByText(words.check.headersOnly).last()).toBeVisible();
    await expect(next.getByText(words.check.headersOnly)).toBeVisible();
    await place('file').click();
    await expect(page.getByRole('heading', { name: words.check.headersOnly })).toBeVisible();
    await place('push').click();
    await expect(page.getByText(words.check.headersOnly).first()).toBeVisible();
    await expect(next.getByRole('button', { name: words.push.nothingTitle })).toBeDisabled();

    const wide = ['Reference ID', 'Plate', ...Array.from({ length: 298 }, (_, at) => `Column ${at}`)];
    await dropFiles(page, [file('wide.csv', [wide.join(','), ['abc-1', 'PL8', ...wide.slice(2)].join(',')])]);
    await expect(all(1)).toBeAttached();
    for (const name of ['file', 'columns', 'check', 'push'] as const) {
      await place(name).click();
      await expect(place(name)).toHaveAttribute('aria-current', 'step');
      for (const size of smallest) {
        await resize(app, page, size);
        await expectFit(page, `300 columns, ${name} at ${size.name}`);
      }
    }

    const path = file('permis-été-عربي.csv', [
      'Reference ID,Plate,ملاحظات',
      `abc-1,أ ب ج 123,${'تصريح وقوف السيارات '.repeat(200)}`,
      'abc-2,שלום 12,"one line\nand another"',
    ]);
    await dropFiles(page, [path]);
    await expect(all(2)).toBeAttached();
    await expectFit(page, 'text from right to left at 200 %');
    await place('push').click();
    await next.getByRole('button', { name: words.push.go(2, true), exact: true }).click();
    await expect(tile('accepted', 2)).toBeVisible();
    expect(existsSync(join(dirname(path), 'permis-été-عربي.results.csv'))).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    await close(running);
  }
});

test('A file that the system hands over without its name is not passed over in silence', async () => {
  // Chromium writes file names as the locale does, and this one knows no accents.
  const running = await launch({ env: { LC_ALL: 'C' } });
  const { page } = running;
  try {
    await dropFiles(page, [file('été.csv', ['Reference ID,Plate', 'abc-1,PL8'])]);
    await expect(page.getByRole('alert').filter({ hasText: 'without its name' })).toBeVisible();
  } finally {
    await close(running);
  }
});
