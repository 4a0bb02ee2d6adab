import { expect, test } from 'vitest';
import {
  draftErrors,
  draftOf,
  orderOf,
  sameDraft,
  sameTarget,
} from '../../../src/renderer/settings/connection-draft.ts';
import { wordsIn } from '../../../src/words/words.ts';

const good = {
  ...draftOf(null),
  name: ' Downtown lot ',
  controller: 'https://controller.operationscommander.io/',
  client: 'OC-TOMA',
};
const wrong = (change: Partial<typeof good>, taken: readonly string[] = [], wantsToken = false) =>
  Object.keys(draftErrors(wordsIn('en').window, { ...good, ...change }, taken, wantsToken));

test.each([
  { change: {}, errors: [] },
  { change: { name: '  ' }, errors: ['name'] },
  { change: { controller: 'controller.operationscommander.io' }, errors: ['controller'] },
  { change: { controller: 'http://controller.operationscommander.io' }, errors: ['controller'] },
  { change: { controller: 'https://controller.operationscommander.io/api' }, errors: ['controller'] },
  { change: { controller: 'http://127.0.0.1:8080' }, errors: [] },
  { change: { client: 'OC TOMA' }, errors: ['client'] },
  { change: { token: ' a-token ' }, errors: [] },
  { change: { token: 'a token' }, errors: ['token'] },
  { change: { concurrency: 65 }, errors: ['concurrency'] },
  { change: { concurrency: '' as const }, errors: ['concurrency'] },
  { change: { rate: 0 }, errors: ['rate'] },
  { change: { endDate: 'utc' as const }, errors: ['zone'] },
  { change: { endDate: 'utc' as const, zone: 'America/Toronto' }, errors: [] },
  { change: { dayEnd: '24:00:00' }, errors: ['dayEnd'] },
  { change: { plateForm: '10-2' }, errors: ['plateForm'] },
])('$change is refused for $errors', ({ change, errors }) => {
  expect(wrong(change)).toEqual(errors);
});

test('A name that another connection has is refused', () => {
  expect(wrong({}, ['Downtown lot'])).toEqual(['name']);
});

test('A token is missed only where one is needed and none is kept', () => {
  expect(wrong({ token: ' ' }, [], true)).toEqual(['token']);
  expect(wrong({ token: 'a-token' }, [], true)).toEqual([]);
});

test.each([
  { change: {}, same: true },
  { change: { controller: ' https://Controller.operationscommander.io ' }, same: true },
  { change: { client: ' OC-TOMA ' }, same: true },
  { change: { controller: 'https://controller.example.com' }, same: false },
  { change: { controller: 'controller' }, same: false },
  { change: { client: 'OC-OTHER' }, same: false },
])('A kept token is for $change: $same', ({ change, same }) => {
  const saved = { controller: 'https://controller.operationscommander.io', client: 'OC-TOMA' };
  expect(sameTarget({ ...good, ...change }, saved)).toBe(same);
});

test('The token goes another way than what is saved', () => {
  expect(JSON.stringify(orderOf({ ...good, token: 'secret-1' }, null))).not.toContain('secret-1');
});

test('What is saved is trimmed, its address an origin, a blank rate no limit', () => {
  expect(orderOf(good, null)).toMatchObject({
    previousName: null,
    name: 'Downtown lot',
    controller: 'https://controller.operationscommander.io',
    rate: null,
    concurrency: 8,
  });
});

test('Any field that is written in, the token too, makes another draft', () => {
  expect(sameDraft(good, { ...good })).toBe(true);
  for (const change of [{ name: 'Uptown lot' }, { token: 'a' }, { rate: 5 }, { plateForm: '2-8' }]) {
    expect(sameDraft(good, { ...good, ...change }), JSON.stringify(change)).toBe(false);
  }
});
