import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { dateQuestion } from '../../../src/batch/rows/date-question.ts';
import { checkedBatch, chooseDateOrder } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-date-question-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function asked(document: BatchDocument) {
  const steps = dateQuestion(document);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test('the rows that wait for the order of day and month are counted, and the first is the example', async () => {
  const header = ['Reference ID', 'End Date'];
  const dates = ['31/12/2031', 'soon', '03/06/2031', '2031-12-31T23:59:59', '04/05/2031', '07/07/2031'];
  const document = await checkedBatch(folder, [header, ...dates.map((date, at) => [`r-${at}`, date])]);
  // Of 31/12/2031 the file itself tells the order; a person takes that back.
  chooseDateOrder(document, null);
  expect(asked(document)).toEqual({
    rows: 2,
    example: { value: '03/06/2031', dayFirst: '2031-06-03', monthFirst: '2031-03-06' },
  });
  chooseDateOrder(document, 'day-first');
  expect(asked(document)).toBeNull();
});
