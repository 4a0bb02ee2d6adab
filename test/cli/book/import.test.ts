import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
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

describe('results from elsewhere, which do not name their operation', () => {
  const later = new Date(Date.now()).toISOString();
  const results = (name: string, ...rows: string[]) =>
    list(
      name,
      later,
      'Reference ID,Permit Number,Note,Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits',
      ...rows,
    );
  const deleted = async () => {
    const out = join(place.folder, `known-${++exports}.csv`);
    await json('book', 'export', '--out', out);
    return readFileSync(out, 'utf8').match(/^[^,\n]+(?=,.*,yes\r$)/gm) ?? [];
  };

  test('deleted every permit where a row sent nothing but its reference ID', async () => {
    const pushed = place.csv('pushed.csv', 'e-1,ONE,', 'e-2,TWO,', 'e-3,THREE,');
    expect((await place.run(['push', pushed, ...place.to(practice.url)])).code).toBe(0);
    const now = new Date().toISOString();
    const file = results(
      'deleted.csv',
      `e-1,P1,,,accepted,e-1,${now},`,
      `e-2,P2,gone,TWO,accepted,e-2,${now},`,
      `e-3,P3,,,rejected,,,`,
    );
    const { out } = await place.run(['book', 'import', file, '--connection', 'Lot 7']);
    expect(out).toContain('Known as deleted: the permits of 2 accepted rows.');
    expect((await json('book', 'import', file)).value).toMatchObject({
      rows: 2,
      deletions: 2,
      untold: 0,
      notAccepted: 1,
      unclear: 0,
    });
    expect(await deleted()).toEqual(['e-1', 'e-2']);
    const again = place.csv('again.csv', 'e-1,ONE,', 'e-3,THREE,');
    const changes = async () => (await json('validate', again)).value['changes'];
    expect(await changes()).toEqual({ changed: 0, unchanged: 1, unknown: 1 });
    removeBook();
    expect(await changes()).toEqual({ changed: 0, unchanged: 1, unknown: 1 });
  });

  test('count as updates only where an update would have sent something, and what to do is said', async () => {
    const file = results('either.csv', `f-1,,,ONE,accepted,f-1,${later},`);
    const { out } = await place.run(['book', 'import', file, '--connection', 'Lot 7']);
    expect(out).toContain('import the file again with --operation delete');
    expect((await json('book', 'import', file)).value).toMatchObject({ rows: 1, deletions: 0, untold: 1 });
    const said = await json('book', 'import', file, '--operation', 'update');
    expect(said.value).toMatchObject({ rows: 1, deletions: 0, untold: 0 });
    expect(await deleted()).toEqual([]);
    const other = await json('book', 'import', file, '--operation', 'delete');
    expect(other.value).toMatchObject({ rows: 1, deletions: 1, untold: 0 });
    expect(await deleted()).toEqual(['f-1']);
    removeBook();
    expect(await deleted()).toEqual(['f-1']);
  });

  test('are refused where an update would have sent nothing, until it is said what they were', async () => {
    const file = results('unclear.csv', `g-1,P1,moved away,,accepted,g-1,${later},`);
    expect(await json('book', 'import', file)).toMatchObject({
      code: 2,
      value: { error: { code: 'rows-untold', message: expect.stringContaining('--operation delete') } },
    });
    expect(await known()).toEqual({});
    expect((await json('book', 'import', file, '--operation', 'create')).code).toBe(2);
    expect(await json('book', 'import', file, '--operation', 'delete')).toMatchObject({
      code: 0,
      value: { deletions: 1 },
    });
    expect(await deleted()).toEqual(['g-1']);
  });

  test('created a permit whose ID stands nowhere in its row, whatever column the file had', async () => {
    const file = results(
      'created.csv',
      `old-1,P1,,ONE,accepted,new-1,${later},`,
      `,P2,,TWO,accepted,new-2,${later},`,
    );
    expect((await json('book', 'import', file)).value).toMatchObject({ rows: 2, deletions: 0, untold: 0 });
    expect(await known()).toEqual({
      'new-1': ` ONE ${later} created.csv P1`,
      'new-2': ` TWO ${later} created.csv P2`,
    });
  });

  test('updated a permit whose ID was found for it, though the file has no column for that', async () => {
    const found = list(
      'found.csv',
      later,
      'Permit Number,Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits',
      `P1,ONE,accepted,h-1,${later},Reference ID:  → h-1`,
    );
    expect((await json('book', 'import', found)).value).toMatchObject({ rows: 1, untold: 1 });
    expect(await known()).toEqual({ 'h-1': ` ONE ${later} found.csv P1` });
  });
});

test('a book that was exported elsewhere is known as it was: deleted permits as deleted, and nothing newer overridden', async () => {
  const pushed = place.csv('pushed.csv', 'k-1,ONE,', 'k-2,TWO,');
  await place.run(['push', pushed, ...place.to(practice.url)]);
  const gone = list('gone.csv', new Date().toISOString(), 'Reference ID', 'k-2');
  await place.run(['push', gone, '--operation', 'delete', ...place.to(practice.url)]);
  const theirs = ['--controller', practice.url, '--client', 'OC-EIGHT'];
  await place.run(['connection', 'add', 'Lot 8', ...theirs]);
  const newer = place.csv('newer.csv', 'k-1,NEWER,');
  await place.run(['push', newer, ...theirs, '--token-stdin']);
  // Written later than that, of what was known earlier.
  const out = join(place.folder, 'theirs.csv');
  expect((await json('book', 'export', '--out', out)).code).toBe(0);
  const lot8 = async (...args: string[]) =>
    JSON.parse((await place.run(['book', ...args, '--connection', 'Lot 8', '--json'])).out);
  expect(await lot8('import', out)).toMatchObject({ rows: 2, permits: 2, deletions: 1, unclear: 0 });
  const known8 = join(place.folder, 'known-8.csv');
  await lot8('export', '--out', known8);
  const lines = readFileSync(known8, 'utf8').trimEnd().split('\r\n');
  expect(lines[1]).toMatch(/^k-1,.*,NEWER,/);
  expect(lines[2]).toMatch(/^k-2,.*,yes$/);
});

test('an end that went out in UTC says so in an exported book, and is the same when that is imported again', async () => {
  const utc = ['--zone', 'America/Toronto', '--end-date', 'utc'];
  await place.run(['connection', 'add', 'U', '--controller', practice.url, '--client', 'OC-UTC', ...utc]);
  const u = async (...args: string[]) =>
    JSON.parse((await place.run(['book', ...args, '--connection', 'U', '--json'])).out);
  const exported = async (name: string) => {
    const { out } = await u('export', '--out', join(place.folder, name));
    return { out, ends: readFileSync(out, 'utf8').match(/(?<=\r\nu-1,)[^,]*/)?.[0] };
  };
  const old = list('old.csv', '2026-01-02T03:04:05Z', 'Reference ID,End Date', 'u-1,2031-12-31T23:59:59');
  await u('import', old);
  const first = await exported('first.csv');
  expect(first.ends).toBe('2032-01-01T04:59:59Z');
  await u('forget', '--all');
  expect(await u('import', first.out)).toMatchObject({ rows: 1, unclear: 0 });
  expect((await exported('second.csv')).ends).toBe('2032-01-01T04:59:59Z');
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
