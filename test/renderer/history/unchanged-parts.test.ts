import { expect, test } from 'vitest';
import type { BatchSummary } from '../../../src/bridge/batch.ts';
import { keepUnchangedParts } from '../../../src/renderer/history/unchanged-parts.ts';

const summary = {
  batch: 'march.permitbatch',
  columns: [{ header: 'Plate', field: 'plate', certainty: 'exact', proposal: null }],
  samples: [['PL8RDR']],
  notes: [],
  issueCounts: [{ code: 'plate-too-long', severity: 'error', count: 2, safeRepairs: 0 }],
  sheets: [],
  invalid: 2,
} as unknown as BatchSummary;

test('What has not changed stays the same object, what has changed is the new one', () => {
  const now = structuredClone({ ...summary, invalid: 1, issueCounts: [] });
  const kept = keepUnchangedParts(summary, now);
  expect(kept).toEqual(now);
  expect(kept.columns).toBe(summary.columns);
  expect(kept.samples).toBe(summary.samples);
  expect(kept.issueCounts).toBe(now.issueCounts);
});
