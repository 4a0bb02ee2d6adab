import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import { mappingOf } from '../../src/permit/mapping.ts';
import { matchHeaders } from '../../src/permit/match-headers.ts';
import { operationRules } from '../../src/permit/operation-rules.ts';
import { permitRequest } from '../../src/permit/permit-request.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: 'America/Toronto',
  endDate: 'utc',
  dayEnd: '23:59:59',
  dateOrder: null,
};
const read = { quoteUnbalanced: false };
const { delete: remove } = operationRules;

describe('a deletion', () => {
  const headers = ['Reference ID', 'End Date', 'Plate'];
  const mapping = mappingOf(matchHeaders(headers, remove));

  test('looks at the reference ID and at nothing else', () => {
    expect(mapping).toEqual(['referenceId', null, null]);
    const check = rowChecker(mapping, headers, settings, remove);
    expect(check(['ref-1', '2026-02-30', 'x'.repeat(99)], read)).toEqual([]);
    expect(check(['', 'x', 'y'], read).map(({ code }) => code)).toEqual(['reference-missing']);
  });

  test('sends nothing but the reference ID', () => {
    expect(permitRequest([' ref-1', '', 'x'], mapping, settings, remove)).toEqual({ referenceId: 'ref-1' });
    expect(() => permitRequest([' '], mapping, settings, remove)).toThrow('referenceId');
  });
});

test('the reference IDs that a creation’s results hold are an update’s', () => {
  const headers = ['Permit No', 'Plate', 'opscom_status', 'opscom_reference_id', 'opscom_message'];
  expect(mappingOf(matchHeaders(headers))).toEqual([null, 'plate', null, 'referenceId', null]);
  expect(mappingOf(matchHeaders(headers, remove))).toEqual([null, null, null, 'referenceId', null]);
});
