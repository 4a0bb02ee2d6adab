import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/batch/file/database.ts';
import { makeBatch } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, scriptedController } from '../../../support/scripted-controller.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bounds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a kill at this moment would leave, as the batch file tells it to somebody else. */
function stateOf(db: ReturnType<typeof openDatabase>): { settled: number; sending: number } {
  return db
    .prepare(
      "select count(*) filter (where status = 'accepted') as settled, count(*) filter (where status = 'sending') as sending from outcome",
    )
    .get() as { settled: number; sending: number };
}

test.each([1, 8, 32, 64])(
  'a kill at any moment would leave fewer than twice %i rows sent and not settled, and little more marked',
  async (atOnce) => {
    const document = makeBatch(folder, { rows: 40 * atOnce });
    const reader = openDatabase(document.path);
    let unsettled = 0;
    let marked = 0;
    const controller = await scriptedController((request, response) => {
      const { settled, sending } = stateOf(reader);
      const arrived = request.before + 1;
      unsettled = Math.max(unsettled, arrived - settled);
      marked = Math.max(marked, sending - (arrived - settled));
      setTimeout(() => accept(request, response), 3);
    });
    const end = await push(document, controller.url, { concurrency: atOnce });
    await controller.close();
    reader.close();
    document.close();
    expect(end.tally.accepted).toBe(40 * atOnce);
    expect(unsettled).toBeGreaterThan(0);
    expect(unsettled).toBeLessThan(2 * atOnce);
    // Of those that have not arrived some have left already: as many as may be under way.
    expect(marked).toBeLessThanOrEqual(3 * atOnce);
  },
);
