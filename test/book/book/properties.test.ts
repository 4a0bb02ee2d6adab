import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchFolder } from '../../../src/batch/file/data-folder.ts';
import type { BatchDocument } from '../../../src/batch/file/document.ts';
import { removeBatch } from '../../../src/batch/library/removal.ts';
import { bookPath, withBook } from '../../../src/book/book.ts';
import { allKnown, forgetPermits } from '../../../src/book/holdings.ts';
import { knownPermits } from '../../../src/book/known.ts';
import { forgetFile, keepKnown } from '../../../src/book/lists.ts';
import { connectionByHand } from '../../../src/connections/connection.ts';
import { importKnown } from '../../../src/jobs/import-known.ts';
import { undoBatch } from '../../../src/jobs/undo.ts';
import { type Practice, startPractice } from '../../../src/opscom/practice/practice.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { outcomesOf, push } from '../../support/push-batch.ts';

const references = ['a', 'b', 'c', 'd', 'e'];
const plates = ['ONE', 'TWO', 'THREE'];

const rows = fc.uniqueArray(fc.tuple(fc.constantFrom(...references), fc.constantFrom(...plates)), {
  selector: ([reference]) => reference,
  minLength: 1,
});
const nth = fc.nat(20);

const pushes = fc.record({ kind: fc.constant('push' as const), rows, faulty: fc.boolean() });
const undos = fc.record({ kind: fc.constant('undo' as const), nth });
const anything = fc.oneof(
  pushes,
  undos,
  fc.record({ kind: fc.constant('retry' as const), nth }),
  fc.record({ kind: fc.constant('import' as const), rows, nth, minutesAgo: fc.integer({ min: -2, max: 2 }) }),
  fc.record({
    kind: fc.constant('results' as const),
    was: fc.constantFrom('update' as const, 'create' as const, 'delete' as const),
    rows,
    nth,
    minutesAgo: fc.integer({ min: -2, max: 2 }),
    bare: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('forget-file' as const), nth }),
  fc.record({ kind: fc.constant('forget-all' as const) }),
  fc.record({ kind: fc.constant('remove' as const), nth, keeps: fc.boolean() }),
  fc.record({ kind: fc.constant('forget' as const), reference: fc.constantFrom(...references) }),
);

interface Ground {
  readonly folder: string;
  readonly practice: Practice;
  readonly faulty: Practice;
  readonly here: { readonly controller: string; readonly client: string };
  readonly batches: BatchDocument[];
}

async function onGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'book-ops-'));
  mkdirSync(batchFolder(folder), { recursive: true });
  const faults = { drop: 0.3, fail: 0.3, garble: 0.1, randomSeed: 11 };
  // They are one controller to the book: a fault is in what it answers.
  const practice = await startPractice();
  const faulty = await startPractice({ faults });
  const batches: BatchDocument[] = [];
  try {
    await work({ folder, practice, faulty, here: { controller: 'http://lot', client: 'OC-TEST' }, batches });
  } finally {
    for (const { db } of batches) if (db.isOpen) db.close();
    await practice.close();
    await faulty.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Pushes, and says of the run that it went to the one controller of both. */
async function pushTo(
  { folder, here }: Ground,
  { url }: Practice,
  document: BatchDocument,
  kind: 'push' | 'retry',
) {
  await push(document, url, { kind, patienceMs: 200 });
  document.db.prepare('update run set controller = ?').run(here.controller);
  const known = withBook(folder, () => null);
  expect(known.ok).toBe(true);
}

function dump({ folder }: Ground): string {
  const found = withBook(folder, ({ db }) =>
    db
      .prepare(
        `select s.kind, s.shown, c.controller, f.reference, f.at, f.row, f.run, f.operation, f.plate
         from fact f join source s on s.id = f.source join connection c on c.id = f.connection
         order by s.shown, s.kind, f.at, f.row, f.reference`,
      )
      .all(),
  );
  return JSON.stringify(found);
}

function knownPlates({ folder, here }: Ground): Map<string, string> {
  const found = withBook(folder, (book) => [...allKnown(book, here)]);
  if (!found.ok) throw new Error(found.failure.code);
  return new Map(found.value.map(({ reference, values }) => [reference, values.plate?.value ?? '']));
}

type Step = typeof anything extends fc.Arbitrary<infer One> ? One : never;

/** Imports results as another computer wrote them; `bare`: with nothing but what an operation cannot do without. */
async function importResults(
  { folder, here }: Ground,
  { was, rows: told, nth: n, minutesAgo, bare }: Extract<Step, { kind: 'results' }>,
): Promise<void> {
  const file = join(folder, `results-${n % 3}.csv`);
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const source = was === 'create' ? 'Permit Number' : 'Reference ID';
  const lines = told.map(([reference, plate]) => {
    const key = was === 'create' ? `P-${reference}` : reference;
    return `${key},${was === 'delete' && bare ? '' : plate},accepted,${reference},${at},`;
  });
  const columns = 'Plate,opscom_status,opscom_reference_id,opscom_completed_at,opscom_edits';
  writeFileSync(file, [`${source},${columns}`, ...lines].join('\n'));
  const done = await importKnown(folder, {
    file,
    connection: connectionByHand(here.controller, here.client),
    reading: {},
    maps: [],
    rowsWere: was === 'delete' && !bare ? 'delete' : null,
    canAsk: false,
    appVersion: '0',
    signal: new AbortController().signal,
  });
  expect(done.ok && done.value).toMatchObject({
    rows: told.length,
    deletions: was === 'delete' ? told.length : 0,
    untold: was === 'update' ? told.length : 0,
  });
  // What was told of the newest fact of each permit decides whether it is known as deleted.
  for (const [reference, isDeleted] of deletedByFacts(folder)) {
    const found = withBook(folder, (book) => knownPermits(book, here, [reference]).get(reference)?.isDeleted);
    expect(found.ok && found.value).toBe(isDeleted);
  }
}

/** Whether the newest fact of each permit is a deletion; of permits with two facts of one moment it cannot be told so. */
function deletedByFacts(folder: string): [string, boolean][] {
  const found = withBook(
    folder,
    ({ db }) =>
      db
        .prepare(
          `select reference, max(operation = 'delete') as deleted from fact f
           where at = (select max(at) from fact where reference = f.reference) group by 1 having count(*) = 1`,
        )
        .all() as { reference: string; deleted: number }[],
  );
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.map(({ reference, deleted }) => [reference, deleted === 1]);
}

let made = 0;

async function act(ground: Ground, step: Step) {
  const { folder, practice, faulty, here, batches } = ground;
  const pick = (n: number) => batches[n % Math.max(1, batches.length)];
  switch (step.kind) {
    case 'push': {
      const document = makeBatch(folder, {
        name: `batch-${++made}`,
        rows: step.rows.map((row) => [...row, '']),
      });
      batches.push(document);
      return pushTo(ground, step.faulty ? faulty : practice, document, 'push');
    }
    case 'retry': {
      const document = pick(step.nth);
      const open = document && outcomesOf(document).some(({ status }) => status !== 'accepted');
      return document && open ? pushTo(ground, practice, document, 'retry') : undefined;
    }
    case 'undo': {
      const undone = pick(step.nth);
      const undoing = undone && (await undoBatch(folder, undone, '0'));
      if (!undoing?.ok) return undefined;
      batches.push(undoing.value.document);
      return pushTo(ground, practice, undoing.value.document, 'push');
    }
    case 'import': {
      const file = join(folder, `list-${step.nth % 3}.csv`);
      writeFileSync(file, ['Reference ID,Plate', ...step.rows.map((row) => row.join(','))].join('\n'));
      const at = new Date(Date.now() - step.minutesAgo * 60_000);
      utimesSync(file, at, at);
      const connection = connectionByHand(here.controller, here.client);
      const request = {
        file,
        connection,
        reading: {},
        maps: [],
        rowsWere: null,
        canAsk: false,
        appVersion: '0',
      };
      const done = await importKnown(folder, { ...request, signal: new AbortController().signal });
      return void expect(done.ok).toBe(true);
    }
    case 'results':
      return importResults(ground, step);
    case 'forget-file':
      for (const name of ['list', 'results'])
        expect(forgetFile(folder, here, `${name}-${step.nth % 3}.csv`).ok).toBe(true);
      return undefined;
    case 'forget-all':
      return void expect(forgetPermits(folder, here, null, new Date()).ok).toBe(true);
    case 'remove': {
      const [document] = batches.splice(step.nth % Math.max(1, batches.length), 1);
      if (!document) return undefined;
      document.close();
      if (step.keeps) keepKnown(folder, basename(document.path), new Date());
      const removed = removeBatch(document.path, { archive: null, by: 'me', now: new Date() });
      return void expect(removed.ok).toBe(true);
    }
    case 'forget':
      return void expect(forgetPermits(folder, here, step.reference, new Date()).ok).toBe(true);
  }
}

test('after any pushes, faults, undos, imports and removals the book is as one made anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 3, maxLength: 9 }), async (steps) => {
      await onGround(async (ground) => {
        for (const step of steps) await act(ground, step);
        const present = dump(ground);
        for (const suffix of ['', '-wal', '-shm'])
          rmSync(`${bookPath(ground.folder)}${suffix}`, { force: true });
        expect(dump(ground)).toBe(present);
      });
    }),
    { numRuns: 15, seed: 4711 },
  );
}, 180_000);

test('undoing a batch brings back at the controller exactly what was known before it', async () => {
  let restored = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pushes, undos), { minLength: 4, maxLength: 9 }), async (steps) => {
      await onGround(async (ground) => {
        const { batches, folder, practice } = ground;
        const before = new Map<BatchDocument, Map<string, string>>();
        for (const step of steps) {
          const known = knownPlates(ground);
          if (step.kind === 'push') {
            await act(ground, step);
            before.set(batches.at(-1) as BatchDocument, known);
            continue;
          }
          const undone = batches.at(-1 - (step.nth % 2));
          const undoing = undone && (await undoBatch(folder, undone, '0'));
          if (!undone || !undoing?.ok) continue;
          const { document, counts } = undoing.value;
          batches.push(document);
          before.set(document, known);
          await pushTo(ground, practice, document, 'push');
          const sent = outcomesOf(document);
          expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 'accepted'));
          expect(sent).toHaveLength(counts.restorable);
          const bodies = practice.requests().map(({ body }) => JSON.parse(body ?? '{}'));
          for (const { reference_id: reference } of sent) {
            const held = bodies.findLast(({ referenceID }) => referenceID === reference);
            expect(held?.plate).toBe(before.get(undone)?.get(reference ?? ''));
            expect(knownPlates(ground).get(reference ?? '')).toBe(held?.plate);
            restored++;
          }
        }
      });
    }),
    { numRuns: 15, seed: 815 },
  );
  expect(restored).toBeGreaterThan(10);
}, 180_000);
