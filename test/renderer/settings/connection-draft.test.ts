import { expect, test } from 'vitest';
import { draftErrors, draftOf, orderOf } from '../../../src/renderer/settings/connection-draft.ts';
import { wordsIn } from '../../../src/words/words.ts';

const good = {
  ...draftOf(null),
  name: ' Downtown lot ',
  controller: 'https://controller.operationscommander.io/',
  client: 'OC-TOMA',
};
const wrong = (change: Partial<typeof good>, taken: readonly string[] = []) =>
  Object.keys(draftErrors(wordsIn('en').window, { ...good, ...change }, taken));

test.each([
  { change: {}, errors: [] },
  { change: { name: '  ' }, errors: ['name'] },
  { change: { controller: 'controller.operationscommander.io' }, errors: ['controller'] },
  { change: { controller: 'http://controller.operationscommander.io' }, errors: ['controller'] },
  { change: { controller: 'https://controller.operationscommander.io/api' }, errors: ['controller'] },
  { change: { controller: 'http://127.0.0.1:8080' }, errors: [] },
  { change: { client: 'OC TOMA' }, errors: ['client'] },
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

test('What is saved is trimmed, its address an origin, a blank rate no limit', () => {
  expect(orderOf(good, null)).toMatchObject({
    previousName: null,
    name: 'Downtown lot',
    controller: 'https://controller.operationscommander.io',
    rate: null,
    concurrency: 8,
  });
});
