import { expect, test } from 'vitest';
import type { BatchSummary } from '../../../src/bridge/batch.ts';
import { matchHeaders } from '../../../src/permit/match-headers.ts';
import { operationRules } from '../../../src/permit/operation-rules.ts';
import { stateOf } from '../../../src/renderer/shell/place-state.ts';

test.each<[string, readonly string[], number, string]>([
  ['all columns are certain', ['Reference ID', 'Plate', 'End Date'], 0, 'done'],
  ['a column waits for a decision', ['Reference ID', 'Licens Plate', 'End Date'], 0, 'attention'],
  ['no column holds the reference IDs', ['Plate', 'End Date'], 0, 'attention'],
  ['what waited was pushed without it', ['Reference ID', 'Licens Plate', 'End Date'], 1, 'done'],
])('Columns where %s', (_, headers, runs, state) => {
  const columns = matchHeaders(headers, operationRules.update);
  const summary: Pick<BatchSummary, 'columns' | 'operation' | 'runs'> = {
    columns,
    operation: 'update',
    runs,
  };
  expect(stateOf('columns', summary as BatchSummary, undefined)).toBe(state);
});
