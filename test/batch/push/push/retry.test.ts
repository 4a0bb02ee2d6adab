import { expect, test } from 'vitest';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { makeBatch, referenceOf } from '../../../support/made-batch.ts';
import { push } from '../../../support/push-batch.ts';
import { accept, answerJson, reject } from '../../../support/scripted-controller.ts';
import { scriptedPush } from '../../../support/scripted-push.ts';

const place = scriptedPush();

test.each([
  [['rejected'], [1]],
  [['unknown'], [2]],
  [['unsent'], [3, 4]],
  [
    ['rejected', 'unsent'],
    [1, 3, 4],
  ],
  [null, [1, 2]],
] as const)('a retry of %j sends exactly these rows again', async (outcomes, rows) => {
  const left = new Set<string>();
  const url = await place.serve((request, response) => {
    if (request.referenceId === referenceOf(1)) reject(9005)(request, response);
    else if (request.referenceId === referenceOf(2)) answerJson(response, {}, 500);
    else accept(request, response);
  });
  const document = makeBatch(place.folder, { rows: 5 });
  await push(document, url);
  // Two rows as a cancelled run leaves them.
  document.db.exec('delete from outcome where row in (5, 6)');
  await place.goAway();
  const again = await place.serve((request, response) => {
    left.add(request.referenceId);
    accept(request, response);
  });
  const end = await push(document, again, { kind: 'retry', outcomes });
  expect([...left].sort()).toEqual(rows.map(referenceOf));
  expect(end.tally.accepted).toBe(1 + rows.length);
  const entry = document.db
    .prepare("select entry ->> '$.outcomes' as outcomes from trail where entry ->> '$.runKind' = 'retry'")
    .get() as { outcomes: string | null };
  expect(entry.outcomes).toBe(outcomes === null ? null : JSON.stringify(outcomes));
});

test('the trail of a retry of chosen outcomes verifies', async () => {
  const url = await place.serve(reject(9005));
  const document = makeBatch(place.folder, { rows: 3 });
  await push(document, url);
  await push(document, url, { kind: 'retry', outcomes: ['rejected'] });
  expect(await verifyBatch(document)).toMatchObject({ first: null, discrepancies: 0 });
});
