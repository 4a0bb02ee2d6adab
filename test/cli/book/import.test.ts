import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { place, practice, withPractice } from '../../support/each-push.ts';

const token = 'token-of-the-lists-0815';
withPractice(token);
beforeEach(async () => {
  await place.run(['connection', 'add', 'Lot 7', '--controller', practice.url, '--client', 'OC-TEST']);
});

async function json(...args: string[]): Promise<{ code: number | null; value: Record<string, unknown> }> {
  const { code, out } = await place.run([...args, '--connection', 'Lot 7', '--json']);
  return { code, value: JSON.parse(out) };
}

/** A list that was last written at a time. */
function list(name: string, at: string, ...lines: string[]): string {
  const path = join(place.folder, name);
  writeFileSync(path, lines.join('\r\n'));
  utimesSync(path, new Date(at), new Date(at));
  return path;
}

let exports = 0;

/** Plate and where it is known from, by reference ID. */
async function known(): Promise<Record<string, string>> {
  const out = join(place.folder, `known-${++exports}.csv`);
  await json('book', 'export', '--out', out);
  const [header = '', ...lines] = readFileSync(out, 'utf8').replace('\uFEFF', '').trimEnd().split('\r\n');
  const at = (name: string) => header.split(',').indexOf(name);
  return Object.fromEntries(
    lines.map((line) => {
      const cells = line.split(',');
      const shown = ['endDate', 'plate', 'plate_known_since', 'plate_known_from', 'permitNo'].map(
        (name) => cells[at(name)],
      );
      return [cells[0] ?? '', shown.join(' ')];
    }),
  );
}

function removeBook(): void {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(place.data, `permits.book${suffix}`), { force: true });
}

test('an older list is known with its date and overrides nothing newer, in a rebuilt book too, until it is forgotten', async () => {
  const pushed = place.csv('pushed.csv', 'a-1,ABC,');
  expect((await place.run(['push', pushed, ...place.to(practice.url)])).code).toBe(0);
  const old = list(
    'old.csv',
    '2026-01-02T03:04:05Z',
    'Permit Number,Reference ID,End Date,License Plate',
    'P1,a-1,2026-05-31T23:59:59,OLD',
    'P2,a-2,2026-06-30T23:59:59,XYZ',
    'P3,a-3,,',
    'P4,,2026-06-30T23:59:59,NOBODY',
    'P5,a-5,next summer,FIVE',
    'P6,a-6,,SIX',
    'P6,a-6,,OTHER',
  );
  const imported = await json('book', 'import', old);
  expect(imported).toEqual({
    code: 0,
    value: {
      file: old,
      connection: 'Lot 7',
      rows: 4,
      permits: 4,
      deletions: 0,
      untold: 0,
      notAccepted: 0,
      unclear: 3,
      date: '2026-01-02T03:04:05.000Z',
    },
  });
  const told = {
    'a-1': expect.stringMatching(/^2026-05-31T23:59:59 ABC \S+Z pushed\.permitbatch P1$/),
    'a-2': '2026-06-30T23:59:59 XYZ 2026-01-02T03:04:05.000Z old.csv P2',
    'a-3': '    P3',
    'a-5': ' FIVE 2026-01-02T03:04:05.000Z old.csv P5',
  };
  expect(await known()).toEqual(told);
  removeBook();
  expect(await known()).toEqual(told);
  expect((await json('book', 'import', old)).value).toMatchObject({ permits: 4 });
  const status = await json('book', 'status');
  expect(status.value).toMatchObject({
    permits: 4,
    rows: 1,
    batches: 1,
    importedRows: 4,
    files: 1,
    unreadable: 0,
  });

  expect((await json('book', 'forget', '--file', 'other.csv')).value).toMatchObject({ forgotten: 0 });
  expect((await json('book', 'forget', '--file', old)).value).toMatchObject({ forgotten: 4 });
  removeBook();
  expect(Object.keys(await known())).toEqual(['a-1']);
  expect(readdirSync(join(place.data, 'book'))).toEqual([]);
});

test('of results only what was accepted is known, as it was sent and from when; what is forgotten can be imported again', async () => {
  const results = list(
    'results.csv',
    '2026-03-01T00:00:00Z',
    'Reference ID,Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits',
    'b-1,abc,accepted,b-1,2026-02-03T04:05:06.000Z,Plate: abc → ABC',
    'b-2,DEF,rejected,,2026-02-03T04:05:07.000Z,',
    'b-3,GHI,skipped,,,',
  );
  const first = await json('book', 'import', results);
  expect(first.value).toMatchObject({ rows: 1, notAccepted: 2, unclear: 0 });
  const told = { 'b-1': ' ABC 2026-02-03T04:05:06.000Z results.csv ' };
  expect(await known()).toEqual(told);
  expect((await json('book', 'forget', '--reference', 'b-9')).value).toMatchObject({ forgotten: 0 });
  expect((await json('book', 'forget', '--all')).value).toMatchObject({ forgotten: 1 });
  removeBook();
  expect(await known()).toEqual({});
  await json('book', 'import', results);
  removeBook();
  expect(await known()).toEqual(told);
});

test('of deletions elsewhere the permits are known as deleted, and what cannot be told is said', async () => {
  const pushed = place.csv('pushed.csv', 'e-1,ONE,', 'e-2,TWO,', 'e-3,THREE,');
  expect((await place.run(['push', pushed, ...place.to(practice.url)])).code).toBe(0);
  const header =
    'Reference ID,Permit Number,Note,Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits';
  const later = new Date(Date.now()).toISOString();
  const results = list(
    'deleted.csv',
    later,
    header,
    `e-1,P1,,,accepted,e-1,${later},`,
    `e-2,P2,,TWO,accepted,e-2,${later},`,
    `e-3,P3,mapped by hand perhaps,,accepted,e-3,${later},`,
    `e-4,P4,,,accepted,another-that-was-created,${later},`,
    `e-5,P5,,,accepted,e-5,${later},Plate:  → FIVE`,
    `e-6,P6,,,rejected,,,`,
  );
  const { out } = await place.run(['book', 'import', results, '--connection', 'Lot 7']);
  expect(out).toContain(
    'Known as deleted: the permits of 1 accepted row that sent nothing but a reference ID',
  );
  expect(out).toContain('4 rows of results do not say whether they updated or deleted their permits');
  expect((await json('book', 'import', results)).value).toMatchObject({
    rows: 5,
    deletions: 1,
    untold: 4,
    notAccepted: 1,
    unclear: 0,
  });
  const exported = join(place.folder, 'known-deleted.csv');
  await json('book', 'export', '--out', exported);
  expect(readFileSync(exported, 'utf8').match(/^[^,\n]+(?=,.*,yes\r$)/gm)).toEqual(['e-1']);
  const again = place.csv('again.csv', 'e-1,ONE,', 'e-2,TWO,');
  const changes = async () => (await json('validate', again)).value['changes'];
  expect(await changes()).toEqual({ changed: 0, unchanged: 1, unknown: 1 });
  removeBook();
  expect(await changes()).toEqual({ changed: 0, unchanged: 1, unknown: 1 });
});

test('the results of a batch that is here tell nothing new: it can still be undone', async () => {
  const run = async (name: string, line: string) => {
    const { out } = await place.run(['push', place.csv(name, line), ...place.to(practice.url)]);
    return JSON.parse(out) as { batch: string; results: string };
  };
  await run('first.csv', 'c-1,OLD,');
  const { batch, results } = await run('second.csv', 'c-1,NEW,');
  expect((await json('book', 'import', results)).code).toBe(0);
  const undone = JSON.parse((await place.run(['undo', batch, '--json'])).out);
  expect(undone).toMatchObject({ rows: 1, restorable: 1, changedSince: 0 });
  expect(readFileSync(join(place.data, 'pasted', 'second.undo.csv'), 'utf8')).toContain('c-1,OLD,');
});

test('a list that says nothing, or one that cannot be read again, is told of', async () => {
  const nothing = list('nothing.csv', '2026-01-01T00:00:00Z', 'Reference ID,Note', 'd-1,hello');
  const refused = await json('book', 'import', nothing);
  expect(refused).toMatchObject({ code: 2, value: { error: { code: 'nothing-known' } } });
  const bare = list('bare.csv', '2026-01-01T00:00:00Z', 'Plate,Note', 'ABC,hello');
  expect(await json('book', 'import', bare)).toMatchObject({
    code: 2,
    value: { error: { code: 'no-reference-column' } },
  });
  mkdirSync(join(place.data, 'book'), { recursive: true });
  writeFileSync(
    join(place.data, 'book', 'cut.csv.01234567-0123-0123-0123-0123456789ab.imported'),
    '{"version":1',
  );
  expect((await json('book', 'status')).value).toMatchObject({ permits: 0, unreadable: 1 });
});
