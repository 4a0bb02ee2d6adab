import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, practice, withPractice } from '../support/each-push.ts';

const token = 'token-of-the-undo-4711';
withPractice(token);

interface Answer {
  readonly code: number | null;
  readonly value: Readonly<Record<string, unknown>>;
}

async function json(...args: string[]): Promise<Answer> {
  const { code, out } = await place.run(args.includes('--json') ? args : [...args, '--json']);
  return { code, value: JSON.parse(out) };
}

const to = () => place.to(practice.url);

function table(name: string, ...lines: readonly string[]): string {
  const path = join(place.folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
}

async function pushed(file: string, ...more: string[]): Promise<string> {
  const { code, value } = await json('push', file, ...to(), ...more);
  expect(code, JSON.stringify(value)).toBe(0);
  return String(value['batch']);
}

/** What the controller got last for a permit. */
function lastFor(reference: string): Record<string, unknown> {
  const bodies = practice.requests().map(({ body }) => JSON.parse(body ?? '{}') as Record<string, unknown>);
  return bodies.findLast((body) => JSON.stringify(body).includes(`"${reference}"`)) ?? {};
}

test('an update is undone by a batch that puts back what was known before, to the same controller alone', async () => {
  await pushed(table('first.csv', 'Reference ID,Plate,Amount', 'a-1,OLD1,10.00', 'a-2,OLD2,20.00'));
  const second = await pushed(table('second.csv', 'Reference ID,Plate', 'a-1,NEW1', 'a-2,NEW2'));
  const undone = await json('undo', second);
  expect(undone).toEqual({
    code: 0,
    value: {
      batch: expect.stringMatching(/second\.undo\.permitbatch$/),
      rows: 2,
      restorable: 2,
      partly: 0,
      changedSince: 0,
      notKnown: 0,
    },
  });
  expect(practice.requests()).toHaveLength(4);
  const undoing = String(undone.value['batch']);
  const elsewhere = await json(
    ...['push', undoing, '--controller', practice.url, '--client', 'OC-OTHER', '--token-stdin'],
  );
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.value).toMatchObject({ stoppedBy: { code: 'undo-bound' }, accepted: 0 });
  expect(practice.requests()).toHaveLength(4);

  expect(await json('push', undoing, ...to())).toMatchObject({ code: 0, value: { accepted: 2 } });
  expect(lastFor('a-1')).toMatchObject({ plate: 'OLD1' });
  expect(lastFor('a-1')).not.toHaveProperty('amount');
  expect(lastFor('a-2')).toMatchObject({ plate: 'OLD2' });
  const report = join(place.folder, 'report.json');
  expect((await place.run(['report', undoing, '--format', 'json', '--out', report])).code).toBe(0);
  expect(readFileSync(report, 'utf8')).toContain('"undoes"');

  // What was undone can be done again: undoing the undo puts the newer values back.
  const redone = await json('undo', undoing);
  expect(redone.value).toMatchObject({ rows: 2, restorable: 2 });
  expect(await json('push', String(redone.value['batch']), ...to())).toMatchObject({ code: 0 });
  expect(lastFor('a-2')).toMatchObject({ plate: 'NEW2' });
});

test('what is known in part, not at all, or was changed since is told and left out at first', async () => {
  await pushed(table('first.csv', 'Reference ID,Plate', 'a-1,OLD1', 'a-2,OLD2', 'a-3,OLD3'));
  const second = await pushed(
    table(
      'second.csv',
      'Reference ID,Plate,Amount,Currency',
      'a-1,NEW1,,',
      'a-2,NEW2,5.00,CAD',
      'a-3,NEW3,,',
      'a-4,NEW4,,',
    ),
  );
  await pushed(table('third.csv', 'Reference ID,Plate', 'a-3,THIRD3'));
  const undone = await json('undo', second);
  expect(undone.value).toMatchObject({ rows: 4, restorable: 1, partly: 1, changedSince: 1, notKnown: 1 });
  const told = await place.run(['undo', second]);
  expect(told.out).toContain(
    [
      '  a-2: Left out: only a part of what was there before is known here.',
      '  a-3: Left out: another batch has changed this permit since.',
      '  a-4: Left out: nothing that was there before is known here.',
    ].join('\n'),
  );
  const out = join(place.folder, 'undo.results.csv');
  const undoing = String(undone.value['batch']);
  expect(await json('push', undoing, ...to(), '--results', out)).toMatchObject({
    code: 0,
    value: { accepted: 1, skipped: 3 },
  });
  expect(lastFor('a-1')).toMatchObject({ plate: 'OLD1' });
  expect(lastFor('a-2')).toMatchObject({ plate: 'NEW2' });
  expect(lastFor('a-3')).toMatchObject({ plate: 'THIRD3' });
  const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
  expect(lines[0]).toContain('referenceID,plate,Row undone,opscom_status');
  expect(lines[2]).toContain('only a part of what was there before');
  expect(lines[3]).toContain('another batch has changed this permit since');
  expect(lines[4]).toContain('nothing that was there before');
});

test('a creation is undone by a deletion, a deletion by nothing', async () => {
  const made = await pushed(
    table('new.csv', 'Permit Number,Zone,End Date,Plate', 'P-1,Lot 7,2031-12-31T23:59:59,AB1'),
    '--operation',
    'create',
  );
  const undone = await json('undo', made);
  expect(undone.value).toMatchObject({ rows: 1, restorable: 1 });
  const undoing = String(undone.value['batch']);
  expect(await json('push', undoing, ...to())).toMatchObject({ code: 0, value: { accepted: 1 } });
  const last = practice.requests().at(-1);
  expect(last?.operation).toBe('delete');
  expect(last?.applied).toBe(true);
  expect(await json('undo', undoing)).toMatchObject({ code: 1, value: { error: { code: 'undo-delete' } } });
});

test('a batch of which nothing was accepted here has nothing to undo', async () => {
  const file = table('first.csv', 'Reference ID,Plate', 'a-1,OLD1');
  const { value } = await json('validate', file);
  expect(await json('undo', String(value['batch']))).toMatchObject({
    code: 1,
    value: { error: { code: 'undo-nothing' } },
  });
});

test('an End Date that went out in UTC goes back to the second, and not through another conversion', async () => {
  const add = ['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST'];
  expect((await place.run([...add, '--zone', 'America/Toronto', '--end-date', 'utc'])).code).toBe(0);
  const named = ['--connection', 'Lot 7', '--token-stdin'];
  const first = table('first.csv', 'Reference ID,End Date', 'a-1,2031-06-30T23:59:59');
  expect((await json('push', first, ...named)).code).toBe(0);
  const before = lastFor('a-1');
  const second = await json(
    'push',
    table('second.csv', 'Reference ID,End Date', 'a-1,2031-12-31T23:59:59'),
    ...named,
  );
  const undone = await json('undo', String(second.value['batch']));
  expect(undone.value).toMatchObject({ restorable: 1 });
  const undoing = String(undone.value['batch']);
  // By hand no time settings are known.
  expect(await json('push', undoing, ...to())).toMatchObject({
    code: 1,
    value: { stoppedBy: { code: 'undo-times' } },
  });
  expect((await json('push', undoing, ...named)).code).toBe(0);
  expect(lastFor('a-1')).toEqual(before);
  expect(practice.requests()).toHaveLength(3);
});
