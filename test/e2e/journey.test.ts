import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { sampleCounts, samplePath, sampleResults } from '../support/sample.ts';
import { dropFiles } from './drop.ts';
import { launch, temporaryFolder } from './launch.ts';

const words = wordsIn('en').window;

test('A dropped file is checked, its good rows are pushed, and the results stand beside it', async () => {
  const { app, page, complaints } = await launch();
  const folder = temporaryFolder();
  const source = join(folder, 'march-renewals.csv');
  copyFileSync(samplePath, source);
  try {
    await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
    await dropFiles(page, [source]);
    const { rows, valid, warned, invalid } = sampleCounts;
    for (const name of [`All ${rows}`, `Ready ${valid}`, `Warnings ${warned}`, `Errors ${invalid}`]) {
      await expect(page.getByRole('radio', { name, exact: true })).toBeAttached();
    }
    const bad = page.getByRole('gridcell', { name: /There is no 30 February 2031/ });
    await expect(bad).toContainText('2031-02-30T23:59:59');

    await page.getByRole('button', { name: 'Practise with 14 rows' }).click();
    const next = page.getByRole('region', { name: 'Status and next step' });
    const push = next.getByRole('button', { name: 'Practise with 14 rows' });
    await expect(push).toBeDisabled();
    await page.getByRole('checkbox', { name: /^Leave out 16 rows with errors/ }).check();
    await push.click();

    await expect(page.getByRole('button', { name: 'accepted 14' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'left out 16' })).toBeVisible();
    await expect(page.getByText('march-renewals.results.csv')).toBeVisible();
    await expect(page.getByRole('button', { name: words.results.showInFolder })).toBeEnabled();
    expect(complaints).toEqual([]);

    const written = readFileSync(join(folder, 'march-renewals.results.csv'), 'utf8');
    expect(written.charCodeAt(0)).toBe(0xfeff);
    expect(written).not.toMatch(/[^\r]\n/);
    const { data } = Papa.parse<string[]>(written.slice(1).trimEnd());
    const answered = data[0]?.indexOf('opscom_completed_at') ?? -1;
    for (const line of data.slice(1)) {
      expect(line[answered]).toMatch(
        line[8] === 'accepted' ? /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ : /^$/,
      );
      line[answered] = '';
    }
    expect(data).toEqual(sampleResults(readFileSync(source, 'utf8')));
  } finally {
    await app.close();
  }
});
