import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openPreferences } from '../../src/main/preferences.ts';

const never = {
  language: 'system',
  theme: 'system',
  connection: null,
  retention: null,
  keepsKnown: false,
  updateFeed: null,
  window: null,
};
let path: string;
const neverLogs = (error: unknown): void => {
  throw error;
};

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'preferences-')), 'data', 'preferences.json');
});

test('Nothing was chosen before the first change, and changes are there the next time', () => {
  const first = openPreferences(path, neverLogs);
  expect(first.get()).toEqual(never);
  first.change({ theme: 'dark' });
  first.change({ window: { x: -5, y: 0, width: 900, height: 700, maximized: true } });
  expect(openPreferences(path, neverLogs).get()).toEqual({
    ...never,
    theme: 'dark',
    window: { x: -5, y: 0, width: 900, height: 700, maximized: true },
  });
});

test.each([
  ['no JSON', '{"theme":'],
  ['no object', '[]'],
  [
    'values that make no sense',
    '{"theme":"pink","language":3,"window":{"x":"left"},"connection":[],"retention":5}',
  ],
])('A file with %s counts as nothing chosen', (_, text) => {
  openPreferences(path, neverLogs).change({});
  writeFileSync(path, text);
  expect(openPreferences(path, neverLogs).get()).toEqual(never);
});

test('What makes sense survives what does not', () => {
  openPreferences(path, neverLogs).change({});
  writeFileSync(path, '{"theme":"light","language":"tlh"}');
  expect(openPreferences(path, neverLogs).get()).toEqual({ ...never, theme: 'light' });
});

test('A folder that cannot be written to is logged and costs nothing else', () => {
  writeFileSync(join(path, '..', '..', 'data'), 'a file where the folder should be');
  const logged: unknown[] = [];
  const preferences = openPreferences(path, (error) => logged.push(error));
  preferences.change({ theme: 'dark' });
  expect(preferences.get().theme).toBe('dark');
  expect(logged).toHaveLength(1);
  expect(readFileSync(join(path, '..'), 'utf8')).toMatch(/^a file/);
});
