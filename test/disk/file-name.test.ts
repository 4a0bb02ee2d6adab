import { expect, test } from 'vitest';
import { forbiddenCharacter, nameOnDisk } from '../../src/disk/file-name.ts';

test.each([
  ['C:\\lots\\permits.csv', null],
  ['C:/lots/permits.csv', null],
  ['\\\\server\\share\\permits.csv', null],
  ['\\\\?\\C:\\lots\\permits.csv', null],
  ['permits.csv', null],
  ['C:permits.csv', null],
  ['C:\\lots\\permits?.csv', '?'],
  ['*.csv', '*'],
  ['C:\\lots\\permits.csv:stream', ':'],
  ['C:\\a<b\\permits.csv', '<'],
  ['tab\there.csv', '\t'],
])('%j on Windows: %j', (path, character) => {
  expect(forbiddenCharacter(path, 'win32')).toBe(character);
  expect(forbiddenCharacter(path, 'linux')).toBe(null);
});

test('a name from another system is made one of this', () => {
  expect(nameOnDisk('Lot 7: who?', 'win32')).toBe('Lot 7_ who_');
  expect(nameOnDisk('Lot 7: who?', 'linux')).toBe('Lot 7: who?');
});
