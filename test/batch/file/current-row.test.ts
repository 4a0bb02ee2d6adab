import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hindrancesOf } from '../../../src/batch/edits/edit.ts';
import { fetchedAfter } from '../../../src/batch/edits/fetched-rows.ts';
import { markKnown } from '../../../src/batch/edits/mark-known.ts';
import { rowPages, rowsWhere } from '../../../src/batch/file/current-row.ts';
import { damageOf } from '../../../src/batch/file/open-document.ts';
import { pagesOf } from '../../../src/batch/file/pages.ts';
import { misplacedBatch } from '../../support/misplaced-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('rows that do not ascend, for a file was copied over an older journal, are damage and not read without end', async () => {
  const document = await misplacedBatch(folder);
  const ways = {
    rowPages: () => rowPages(document),
    fetchedAfter: () => fetchedAfter({ document, hindrances: hindrancesOf(document) }, rowsWhere('true', [])),
    markKnown: () => markKnown(document, () => new Map()),
    pagesOf: () => pagesOf(document.db, { columns: 'number', from: 'row', key: ['number'], size: 50 }),
  };
  for (const [way, pages] of Object.entries(ways)) {
    const read = (): void => {
      let count = 0;
      for (const _ of pages()) if (++count > 500) return;
    };
    let thrown: unknown = null;
    try {
      read();
    } catch (cause) {
      thrown = cause;
    }
    expect(damageOf(document.path, thrown), way).toMatchObject({ code: 'batch-unreadable' });
  }
  document.close();
});
