import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { runCli } from '../support/command-line.ts';
import { dropFiles } from './drop.ts';
import { launch, temporaryFolder } from './launch.ts';

const words = wordsIn('en');

/** A batch as somebody else made it, on another computer. */
async function theirs(): Promise<string> {
  const folder = temporaryFolder();
  const source = join(folder, 'lot-7.csv');
  writeFileSync(source, 'Reference ID,Plate\nA-1,P 1\nA-2,P 2\n');
  await runCli(join(folder, 'data'), ['validate', source]);
  return join(folder, 'data/batches/lot-7.permitbatch');
}

test('A batch that was handed on is opened as a copy; one that must not be trusted is refused in a sentence', async () => {
  const batch = await theirs();
  const place = temporaryFolder();
  const handed = join(place, 'from-zoe.permitbatch');
  copyFileSync(batch, handed);
  const newer = join(place, 'from-tomorrow.permitbatch');
  const altered = join(place, 'with-a-trigger.permitbatch');
  for (const [path, sql] of [
    [newer, 'pragma user_version = 999'],
    [altered, 'create trigger t after insert on outcome begin delete from outcome; end'],
  ] as const) {
    copyFileSync(batch, path);
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.exec('pragma wal_checkpoint(truncate)');
    db.close();
  }
  const { app, page, data } = await launch();
  try {
    await expect(page.getByRole('button', { name: words.window.start.open })).toBeVisible();
    for (const [path, sentence] of [
      [newer, /was made by a newer version of Permit Loader/],
      [altered, /is not as Permit Loader makes batches/],
    ] as const) {
      await dropFiles(page, [path]);
      await expect(page.getByText(sentence)).toBeVisible();
      await expect(page.getByText(words.window.reading.readWith)).toHaveCount(0);
      await page.getByRole('button', { name: words.window.shell.newBatch }).first().click();
    }
    expect(readdirSync(join(data, 'batches'))).toEqual([]);

    await dropFiles(page, [handed]);
    await expect(page.getByRole('radio', { name: 'All 2', exact: true })).toBeAttached();
    expect(readdirSync(join(data, 'batches')).filter((name) => name.endsWith('.permitbatch'))).toEqual([
      'from-zoe.permitbatch',
    ]);
    // Its own is shown, not copied once more.
    await page.getByRole('button', { name: words.window.shell.newBatch }).first().click();
    await dropFiles(page, [join(data, 'batches/from-zoe.permitbatch')]);
    await expect(page.getByRole('radio', { name: 'All 2', exact: true })).toBeAttached();
    expect(readdirSync(join(data, 'batches')).filter((name) => name.endsWith('.permitbatch'))).toHaveLength(
      1,
    );
  } finally {
    await app.close();
  }
});
