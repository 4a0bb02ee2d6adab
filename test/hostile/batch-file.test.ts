import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summarise } from '../../src/batch/check/summary.ts';
import { batchFolder } from '../../src/batch/file/data-folder.ts';
import { readMeta } from '../../src/batch/file/meta.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { listBatches } from '../../src/batch/library/history.ts';
import { importBatch } from '../../src/batch/library/import-batch.ts';
import { periodReport } from '../../src/batch/library/period.ts';
import { periodHtml } from '../../src/batch/library/period-page.ts';
import { wordsIn } from '../../src/words/words.ts';
import { createTestBatch } from '../support/checked-batch.ts';
import { runCli } from '../support/command-line.ts';
import { push } from '../support/push-batch.ts';
import { accept, scriptedController } from '../support/scripted-controller.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-batch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A batch as another person could send it: read, edited by nobody, pushed once. */
let good = '';

beforeAll(async () => {
  const source = join(folder, 'lot.csv');
  writeFileSync(source, 'Reference ID,Plate\nA-1,P 1\nA-2,P 2\nA-3,P 3\n');
  const made = await createTestBatch(source, batchFolder(join(folder, 'theirs')));
  if (!made.ok) throw new Error(made.failure.code);
  const controller = await scriptedController(accept);
  await push(made.value, controller.url);
  await controller.close();
  made.value.db.exec("update run set results = '/somewhere/else/run-me.exe'");
  made.value.db.exec('pragma wal_checkpoint(truncate)');
  made.value.close();
  good = made.value.path;
});

let count = 0;

/** A copy of the good batch, spoilt by `spoil`. */
function spoilt(spoil: (path: string) => void): string {
  const path = join(mkdtempSync(join(folder, 'sent-')), `lot-${++count}.permitbatch`);
  copyFileSync(good, path);
  spoil(path);
  return path;
}

const sql = (script: string) => (path: string) => {
  const db = new DatabaseSync(path, { defensive: false });
  db.exec(script);
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
};

/** As somebody with a hex editor would: SQLite itself forbids it. */
const schemaSql = (script: string) => sql(`pragma writable_schema = on; ${script}`);

const bytes = (change: (content: Buffer) => Buffer) => (path: string) =>
  writeFileSync(path, change(readFileSync(path)));

/** The same bytes each time. */
function noise(length: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    }),
  );
}

const altered = 'batch-altered';
const damaged = 'batch-damaged';
const unreadable = 'batch-unreadable';
const foreign = 'batch-foreign';

const strangers: readonly (readonly [string, (path: string) => void, readonly string[]])[] = [
  ['nothing at all', bytes(() => Buffer.alloc(0)), [foreign]],
  ['random bytes', bytes(() => noise(20_000, 1)), [unreadable]],
  ['text', bytes(() => Buffer.from('Reference ID,Plate\nA-1,P 1\n')), [unreadable]],
  ['half of it', bytes((all) => all.subarray(0, all.length / 2)), [unreadable, damaged]],
  ['its header only', bytes((all) => all.subarray(0, 100)), [unreadable]],
  [
    'noise in the middle',
    bytes((all) => Buffer.concat([all.subarray(0, 4096), noise(all.length - 4096, 2)])),
    [unreadable, damaged],
  ],
  ['a database of another program', sql('pragma application_id = 0'), [foreign]],
  ['a newer version', sql('pragma user_version = 999'), ['batch-newer']],
  ['a table missing', sql('drop table outcome'), [altered]],
  ['a table more', sql('create table more (x)'), [altered]],
  [
    'a trigger that undoes intents',
    sql('create trigger t after insert on outcome begin delete from outcome; end'),
    [altered],
  ],
  [
    'a view in place of a table',
    sql('alter table edit rename to e; create view edit as select * from e'),
    [altered],
  ],
  ['an index with an expression', sql('create index i on row (lower(cells))'), [altered]],
  [
    'a constraint that ignores intents',
    schemaSql(
      "update sqlite_schema set sql = replace(sql, 'row integer primary key', 'row integer primary key on conflict ignore') where name = 'outcome'",
    ),
    [altered, unreadable],
  ],
  [
    'a generated column',
    sql('alter table row add column g text generated always as (hex(cells)) virtual'),
    [altered],
  ],
  [
    'a trigger under a harmless name',
    schemaSql(
      "insert into sqlite_schema values ('trigger', 'sqlite_autoindex_x', 'outcome', 0, 'create trigger sqlite_autoindex_x after insert on outcome begin delete from outcome; end')",
    ),
    [altered, unreadable],
  ],
  ['a virtual table', sql('create virtual table v using fts5(x)'), [altered]],
  ['no source', sql("delete from meta where key = 'source'"), [unreadable]],
  ['a source that is a list', sql("update meta set value = '[]' where key = 'source'"), [unreadable]],
  ['settings that are no JSON', sql("update meta set value = '{' where key = 'settings'"), [unreadable]],
  [
    'a field that there is not',
    sql("update meta set value = json_set(value, '$[0].field', 'apiToken') where key = 'columns'"),
    [unreadable],
  ],
  [
    'a zone that there is not',
    sql("update meta set value = json_set(value, '$.zone', '../../etc/passwd') where key = 'settings'"),
    [damaged],
  ],
  [
    'an hour that there is not',
    sql("update meta set value = json_set(value, '$.dayEnd', '99:99') where key = 'settings'"),
    [damaged],
  ],
  ['cells that are no JSON', sql("update row set cells = 'x' where number = 2"), [damaged]],
  ['cells that are an object', sql('update row set cells = \'{"0":"a"}\' where number = 2'), [damaged]],
  ['a cell that is a number', sql('update row set cells = \'[1, "P"]\' where number = 2'), [damaged]],
  ['cells as bytes', sql("update row set cells = x'5b5d' where number = 2"), [damaged]],
  [
    'a cell of 40 MB',
    sql("update row set cells = json_array(printf('%.*c', 40000000, 'x')) where number = 2"),
    [damaged],
  ],
  ['an edit of no column', sql('update row set edits = \'{"__proto__":"x"}\' where number = 2'), [damaged]],
  [
    'an edit of column four thousand million',
    sql('update row set edits = \'{"4000000000":"x"}\' where number = 2'),
    [damaged],
  ],
  [
    'a row number beyond any sheet',
    sql('update row set number = 9007199254740993 where number = 2'),
    [damaged],
  ],
  ['a negative row number', sql('update row set number = -5 where number = 2'), [damaged]],
  ['a state that there is not', sql('update row set state = 7 where number = 2'), [damaged]],
  [
    'an issue code with markup',
    sql("insert into issue (row, column, code) values (2, 1, '<img onerror=x>')"),
    [damaged],
  ],
  ['an outcome that there is not', sql("update outcome set status = 'done' where row = 2"), [damaged]],
  ['an outcome of no row', sql('update outcome set row = 99 where row = 2'), [damaged]],
  ['attempts as text', sql("update outcome set attempts = 'many' where row = 2"), [damaged]],
  ['a run of no kind', sql("update run set kind = 'drop'"), [damaged]],
  ['a run without pace', sql("update run set settings = '{}'"), [damaged]],
  [
    'a run with a setting that is not ours',
    sql("update run set settings = json_set(settings, '$.more', 1)"),
    [damaged],
  ],
];

describe('a batch file from a stranger', () => {
  it.each(strangers)('%s is refused, with a sentence, and nothing is kept', async (_, spoil, codes) => {
    const path = spoilt(spoil);
    const before = readFileSync(path);
    const ours = batchFolder(mkdtempSync(join(folder, 'ours-')));
    const opened = await importBatch(path, ours, new Date());
    if (opened.ok) opened.value.close();
    expect(opened.ok ? 'opened' : opened.failure.code).toSatisfy((code: string) => codes.includes(code));
    expect(readdirSync(ours)).toEqual([]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('The terminal refuses them too, and says so in one line without a stack', async () => {
    const data = join(folder, 'terminal');
    // A process each: one of every kind is enough.
    for (const [name, spoil] of strangers.filter((_, at) => at % 8 === 1)) {
      const out = join(folder, `results-${count}.csv`);
      const { code, err } = await runCli(data, ['results', spoilt(spoil), '--out', out]);
      expect({ name, code, lines: err.trimEnd().split('\n').length }).toEqual({ name, code: 2, lines: 1 });
      expect(err).not.toMatch(/SqliteError|ZodError| at /);
    }
  });

  it('A spoilt one in the data folder does not keep the others from being listed, and is listed itself', async () => {
    const data = mkdtempSync(join(folder, 'list-'));
    copyFileSync(good, join(batchFolder(data), 'good.permitbatch'));
    strangers.forEach(([, spoil], at) => {
      copyFileSync(spoilt(spoil), join(batchFolder(data), `spoilt-${at}.permitbatch`));
    });
    const { batches, unopened } = listBatches(data);
    expect(batches.map(({ batch }) => batch)).toContain(join(batchFolder(data), 'good.permitbatch'));
    expect(batches.length + unopened.length).toBe(strangers.length + 1);
    const codes = new Set(unopened.map(({ failure }) => failure.code));
    expect([...codes].sort()).toEqual(['batch-altered', 'batch-foreign', 'batch-newer', 'batch-unreadable']);

    const { code, out, err } = await runCli(data, ['list', '--json']);
    expect({ code, listed: JSON.parse(out).batches.length }).toEqual({ code: 0, listed: batches.length });
    const lines = err.trimEnd().split('\n');
    for (const [at, { batch, failure }] of unopened.entries()) {
      expect(lines[at]).toBe(`Not in the list: ${batch}. ${wordsIn('en').reading.unopened[failure.code]}`);
    }
    expect(lines).toHaveLength(unopened.length);

    const period = periodReport(data, { from: '2020-01-01', to: '2040-01-01', connection: null, user: null });
    expect(period.unopened).toBeGreaterThanOrEqual(unopened.length);
    expect(periodHtml(period, wordsIn('en'), new Date(), false)).toContain('could not be opened');
  });

  it('A whole one becomes a copy here, which trusts nothing that the stranger wrote of files and of what was checked', async () => {
    const path = spoilt(sql('update row set state = 0, cells = \'["B 1", ""]\' where number = 2'));
    const before = readFileSync(path);
    const ours = batchFolder(mkdtempSync(join(folder, 'ours-')));
    const adopted = await importBatch(path, ours, new Date());
    if (!adopted.ok) throw new Error(adopted.failure.code);
    const { value: document } = adopted;
    expect(document.path).toBe(join(ours, `lot-${count}.permitbatch`));
    if (process.platform !== 'win32') expect(statSync(document.path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readMeta(document, 'source')?.path).toBe(join(path, '..', 'lot.csv'));
    expect(document.db.prepare('select results from run').all()).toEqual([{ results: null }]);
    expect(summarise(document)).toMatchObject({ rows: 3, valid: 2, invalid: 1 });
    expect(document.db.prepare('select code from issue order by code').all()).toEqual([
      { code: 'nothing-to-update' },
      { code: 'reference-characters' },
    ]);
    document.close();
    expect(readdirSync(ours).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
      `lot-${count}.permitbatch`,
    ]);
  });

  it('One of the data folder is opened as it is, and a symlink to another is a copy', async () => {
    const ours = batchFolder(mkdtempSync(join(folder, 'ours-')));
    const own = join(ours, 'lot.permitbatch');
    copyFileSync(good, own);
    const opened = await importBatch(own, ours, new Date());
    expect(opened.ok && opened.value.path).toBe(own);
    if (opened.ok) opened.value.close();
    const again = openDocument(own);
    expect(
      again.ok && again.value.db.prepare('select count(*) as n from run where results is not null').get(),
    ).toMatchObject({ n: 1 });
    if (again.ok) again.value.close();
  });
});
