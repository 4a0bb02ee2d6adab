import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { batchFolder } from '../../../src/batch/file/data-folder.ts';
import { batchFiles } from '../../../src/batch/library/history.ts';
import { openBatches } from '../../../src/main/engine/batches.ts';
import { openRemovals } from '../../../src/main/engine/removals.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { push } from '../../support/push-batch.ts';
import { accept, scriptedController } from '../../support/scripted-controller.ts';

test('an old batch goes when its time is over, but not what is unknown, interrupted or being pushed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'expire-'));
  const controller = await scriptedController(accept);
  try {
    for (const name of ['done', 'unknown', 'interrupted', 'busy']) {
      const document = makeBatch(folder, { name, rows: 2 });
      await push(document, controller.url);
      if (name === 'unknown') document.db.exec("update outcome set status = 'unknown' where row = 2");
      if (name === 'interrupted') document.db.exec('update run set ended_at = null, "end" = null');
      document.close();
    }
    const isPushed = (batch: string) => batch === 'busy.permitbatch';
    const batches = openBatches(batchFolder(folder), { isPushed, tell: () => {} });
    const removals = openRemovals(folder, batches);
    const left = () => batchFiles(folder).map((path) => basename(path, '.permitbatch'));

    // They were made on 2 January 2026.
    expect(removals.expire('2026-01-02T00:00:00.000Z')).toBe(0);
    expect(left()).toHaveLength(4);
    expect(removals.expire('2026-01-02T00:00:00.001Z')).toBe(1);
    expect(left().sort()).toEqual(['busy', 'interrupted', 'unknown']);
    expect(removals.list()).toMatchObject([
      { batch: 'done.permitbatch', archivedTo: null, tally: { accepted: 2 } },
    ]);
  } finally {
    await controller.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
