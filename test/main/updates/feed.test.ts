import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { administratorsFile, chooseFeed, isFeedAddress } from '../../../src/main/updates/feed.ts';

const own = 'https://lots.example.com/permit-loader';
const theirs = 'https://it.example.com/apps/';

/** What is chosen, and how often something was logged. */
function chosen(content: string | null, preference: string | null) {
  const file = join(mkdtempSync(join(tmpdir(), 'permit-loader-feed-')), 'updates.json');
  if (content !== null) writeFileSync(file, content);
  let logged = 0;
  const choice = chooseFeed(file, preference, () => logged++);
  return { ...choice, logged };
}

test.each([
  ['nobody said anything', null, null, null, false],
  ['a person did', null, own, { url: `${own}/`, page: own }, false],
  ['a person named no address', null, 'lots.example.com', null, false],
  ['an administrator did', `{"feed":"${theirs}"}`, null, { url: theirs, page: theirs }, true],
  [
    'an administrator did, the person another',
    `{"feed":"${theirs}"}`,
    own,
    { url: theirs, page: theirs },
    true,
  ],
  ['with a page for people', `{"feed":"${theirs}","page":"${own}"}`, null, { url: theirs, page: own }, true],
  ['an administrator forbids it', '{"feed":null}', own, null, true],
])('%s', (_, content, preference, feed, settled) => {
  expect(chosen(content, preference)).toEqual({ feed, settled, logged: 0 });
});

test.each(['', 'no JSON', '{}', '{"feed":"http://it.example.com/"}', '{"feed":null,"pages":1}', '[]'])(
  'An administrator’s file that makes no sense (%s) is logged, and nobody is asked',
  (content) => {
    expect(chosen(content, own)).toEqual({ feed: null, settled: true, logged: 1 });
  },
);

test.each([
  ['https://example.com', true],
  ['http://127.0.0.1:8080/x', true],
  ['http://[::1]/', true],
  ['http://example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['https://me@example.com/', false],
  ['file:///etc/passwd', false],
  ['example.com', false],
])('%s may be a feed: %s', (address, may) => {
  expect(isFeedAddress(address)).toBe(may);
});

test('The administrator’s file lies where each system has them', () => {
  expect(administratorsFile('linux', {})).toBe('/etc/permit-loader/updates.json');
  expect(administratorsFile('darwin', {})).toBe('/Library/Application Support/Permit Loader/updates.json');
  expect(administratorsFile('win32', { ProgramData: 'D:\\Data' })).toBe(
    'D:\\Data\\Permit Loader\\updates.json',
  );
});
