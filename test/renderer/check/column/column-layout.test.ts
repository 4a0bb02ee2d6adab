import type { GridApi } from 'ag-grid-community';
import { afterEach, expect, test, vi } from 'vitest';
import type { BatchRow } from '../../../../src/bridge/rows.ts';
import type { ColumnMatch } from '../../../../src/permit/mapping.ts';
import { layOut } from '../../../../src/renderer/check/column/column-layout.ts';

afterEach(() => vi.unstubAllGlobals());

const columns = [{ header: 'Plate' }, { header: 'Note' }] as unknown as ColumnMatch[];
const headers = '["Plate","Note"]';
const wide = { colId: '1', width: 300, hide: false, pinned: null };

function laidOut(stored: unknown): unknown[] {
  const applied: unknown[] = [];
  const grid = {
    setGridOption: () => undefined,
    applyColumnState: ({ state }: { state: unknown }) => applied.push(state),
  } as unknown as GridApi<BatchRow>;
  vi.stubGlobal('localStorage', { getItem: () => JSON.stringify(stored) });
  layOut(grid, [], { summary: { columns }, tools: {} });
  return applied;
}

test('columns stand as they were laid out for the last file with these headers, and for no other', () => {
  expect(laidOut([[headers, [wide]]])).toEqual([[wide]]);
  expect(laidOut([['["Plate"]', [wide]]])).toEqual([]);
});

test.each([
  { of: 'no list', stored: { [headers]: [wide] } },
  { of: 'a layout that is none', stored: [[headers, 'wide']] },
  { of: 'a width that is a text', stored: [[headers, [{ ...wide, width: '300px' }]]] },
  { of: 'a column without a name', stored: [[headers, [{ width: 300 }]]] },
])('columns stand as in the file where something else is kept: $of', ({ stored }) => {
  expect(laidOut(stored)).toEqual([]);
});
