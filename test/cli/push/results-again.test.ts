import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controller, place, withAccepting } from '../../support/each-push.ts';

withAccepting('token-of-results-4711');

const end = '2031-06-30';
const sources = {
  create: ['Permit No,Plate,End Date', `P-1,ABC 123,${end}`, `P-2,ABC 124,${end}`],
  update: ['Reference ID,Plate,End Date', `P-1,ABC 123,${end}`, `P-2,ABC 124,${end}`],
} as const;

/** Pushes a file with its dates repaired, and answers its results. */
async function results(operation: keyof typeof sources): Promise<string> {
  const source = join(place.folder, `${operation}.csv`);
  writeFileSync(source, sources[operation].join('\r\n'));
  const pushed = await place.run([
    'push',
    source,
    '--operation',
    operation,
    '--repair',
    ...place.to(controller.url),
  ]);
  expect(pushed.code).toBe(0);
  return JSON.parse(pushed.out).results;
}

async function codesOf(file: string, operation: string, data = place.data): Promise<object> {
  const args = ['--data-dir', data, 'validate', file, '--operation', operation, '--repair', '--json'];
  return JSON.parse((await place.run(args)).out).issueCounts;
}

test.each(['create', 'update'] as const)(
  'the results of a push (%s) are done already, repaired or not, and go once more when that is said',
  async (operation) => {
    const file = await results(operation);
    expect(await codesOf(file, operation)).toEqual({ 'already-done': 2 });
    const push = ['push', file, '--operation', operation, '--repair', ...place.to(controller.url)];
    expect((await place.run(push)).code).toBe(1);
    const left = await place.run([...push, '--again', '--only-valid']);
    expect(JSON.parse(left.out)).toMatchObject({ accepted: 0, skipped: 2 });
    expect(controller.got).toHaveLength(2);
    const confirmed = [
      '--confirm',
      'already-done',
      ...(operation === 'create' ? ['--confirm', 'permit-exists'] : []),
    ];
    const sent = await place.run([...push, '--again', ...confirmed]);
    expect(JSON.parse(sent.out)).toMatchObject({ accepted: 2 });
  },
);

test('a row whose value is another than then is to be sent', async () => {
  const file = await results('update');
  writeFileSync(file, readFileSync(file, 'utf8').replace('ABC 124', 'ABC 999'));
  expect(await codesOf(file, 'update')).toEqual({ 'already-done': 1 });
});

test('a spreadsheet’s way to write a date is no other value', async () => {
  const file = await results('create');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`,${end},`, ',"30 June 2031",'));
  expect(await codesOf(file, 'create')).toMatchObject({ 'already-done': 2 });
});

test('the results of a creation are updates to make, and permits to delete', async () => {
  const file = await results('create');
  expect(await codesOf(file, 'update')).toEqual({});
  expect(await codesOf(file, 'delete')).toEqual({});
});

test('where no batch is known, a creation counts as done and its results as updates to make', async () => {
  const file = await results('create');
  const elsewhere = join(place.folder, 'elsewhere');
  expect(await codesOf(file, 'create', elsewhere)).toEqual({ 'already-done': 2 });
  expect(await codesOf(file, 'update', elsewhere)).toEqual({});
});

test('the results of a date and a time that were joined ask nothing again', async () => {
  const source = join(place.folder, 'joined.csv');
  const lines = [
    'Reference ID,Plate,End Date,End Time',
    `P-1,ABC 123,${end},18:00`,
    `P-2,ABC 124,${end},06:30`,
  ];
  writeFileSync(source, lines.join('\r\n'));
  const joined = ['--map', 'End Time=endDate', '--repair'];
  const pushed = await place.run(['push', source, ...joined, ...place.to(controller.url)]);
  expect(pushed.code).toBe(0);
  const file = JSON.parse(pushed.out).results;
  const args = ['--data-dir', place.data, 'validate', file, '--repair', '--json'];
  const checked = JSON.parse((await place.run(args)).out);
  expect(checked.notes.join('\n')).toContain('As you chose before for files with these headers: “End Time”');
  expect(checked.notes.join('\n')).not.toContain('--map');
  expect(checked.columns[3]).toEqual({ header: 'End Time', field: 'endDate' });
  expect(checked.issueCounts).toEqual({ 'already-done': 2 });
});
