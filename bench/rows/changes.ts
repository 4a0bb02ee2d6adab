import { prepareIndexes } from '../../src/batch/check/indexes.ts';
import type { BulkChange } from '../../src/batch/edits/bulk/bulk-change.ts';
import { changeEach, previewEach } from '../../src/batch/edits/bulk/change-many.ts';
import { choose } from '../../src/batch/edits/choose.ts';
import { editCell, undoOrRedo } from '../../src/batch/edits/edit.ts';
import { changeSettingsSliced, remapSliced } from '../../src/batch/edits/remap.ts';
import { repairEach } from '../../src/batch/edits/repair.ts';
import { runAtOnce, runInSlices, type SlicedStep } from '../../src/batch/edits/sliced-step.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { seededRatio } from '../../src/opscom/practice/random.ts';
import { opened, type Spread, spread } from './tasks.ts';

/** The first edit of a batch that was just opened, and those that follow. Milliseconds. */
export async function changeCellsOften({ batch, rows }: { batch: string; rows: number }): Promise<{
  first: number;
  firstReference: number;
  following: Spread;
}> {
  const document = opened(batch);
  // As the engine does once the batch is looked at.
  await prepareIndexes(document);
  const times: number[] = [];
  for (let count = 0; count < 300; count++) {
    const row = 2 + Math.floor(seededRatio(1, 'edit', count) * rows);
    // Plates, amounts and reference IDs in turn: the last also has its duplicates found again.
    const [column, value] = (
      [
        [2, `EDIT ${count}`],
        [4, `${count + 1}.00`],
        [1, `edited-${count % 50}`],
      ] as const
    )[count % 3] ?? [2, ''];
    const startedAt = performance.now();
    const made = editCell(document, { row, column, value }, editor);
    times.push(performance.now() - startedAt);
    if (!made.ok) throw new Error(`The edit was refused: ${made.failure.code}`);
  }
  document.close();
  // The third is the first of a reference ID.
  const [first = 0, second = 0, firstReference = 0, ...following] = times;
  return { first, firstReference, following: spread([second, ...following]) };
}

interface StepFigures {
  readonly name: string;
  readonly ms: number;
  /** The longest that nobody else is answered meanwhile. */
  readonly held: number;
  readonly isHeldTo: boolean;
}

/** Runs a step as the engine does, by a connection of its own and in slices. */
async function measured(
  name: string,
  batch: string,
  step: (writer: BatchDocument) => SlicedStep<string>,
  isHeldTo: boolean,
): Promise<StepFigures> {
  const startedAt = performance.now();
  let held = 0;
  let last = startedAt;
  const reached = (): void => {
    held = Math.max(held, performance.now() - last);
    last = performance.now();
  };
  const writer = opened(batch);
  const { signal } = new AbortController();
  const done = await runInSlices(step(writer), { signal, onProgress: reached });
  writer.close();
  reached();
  if (!done.ok) throw new Error(`${name} was refused: ${done.failure.code}`);
  return { name, ms: performance.now() - startedAt, held, isHeldTo };
}

/** All repairs of one kind, taken back and done again; and steps that check every row again. Milliseconds. */
export async function changeEverything({ batch }: { batch: string }): Promise<{
  repaired: number;
  steps: StepFigures[];
}> {
  const document = opened(batch);
  const steps: StepFigures[] = [];
  const sliced = async (
    name: string,
    step: (writer: BatchDocument) => SlicedStep<string>,
    isHeldTo = false,
  ): Promise<void> => {
    steps.push(await measured(name, batch, step, isHeldTo));
  };
  await sliced(
    'all repairs of one kind',
    (writer) => repairEach(document, { code: 'currency-unknown' }, editor, writer),
    true,
  );
  const { repaired } = document.db.prepare('select count(*) as repaired from edit').get() as {
    repaired: number;
  };
  await sliced('the same, taken back', (writer) => undoOrRedo(document, 'undo', writer), true);
  await sliced('the same, done again', (writer) => undoOrRedo(document, 'redo', writer), true);
  await sliced('a date order chosen', (writer) =>
    choose(document, { question: 'date-order', answer: 'day-first' }, editor, writer),
  );
  await sliced('another time zone', (writer) =>
    changeSettingsSliced(document, { zone: 'America/Toronto', endDate: 'utc' }, writer),
  );
  await sliced('a column left out', (writer) =>
    remapSliced(document, ['referenceId', null, 'endDate', 'amount', 'currency'], [], writer),
  );
  const startedAt = performance.now();
  runAtOnce(choose(document, { question: 'duplicates', answer: 'first' }, editor));
  const ms = performance.now() - startedAt;
  steps.push({ name: 'duplicates: the first is sent', ms, held: ms, isHeldTo: false });
  document.close();
  return { repaired, steps };
}

const bulkChanges: readonly { readonly name: string; readonly change: BulkChange }[] = [
  {
    name: 'one lot set for all',
    change: { kind: 'column', column: 6, change: { action: 'set', value: 'Lot 7' } },
  },
  {
    name: 'one end date set for all',
    change: { kind: 'column', column: 3, change: { action: 'set', value: '2032-12-31T23:59:59' } },
  },
  {
    name: 'a letter of plates found and replaced',
    change: {
      kind: 'column',
      column: 2,
      change: { action: 'replace', find: '1', replacement: 'X', matchCase: true },
    },
  },
  {
    name: 'a pattern in notes replaced',
    change: {
      kind: 'column',
      column: 7,
      change: { action: 'replace-pattern', pattern: '^$', replacement: 'none', matchCase: true },
    },
  },
  {
    name: 'one plate set for all',
    change: { kind: 'column', column: 2, change: { action: 'set', value: 'ABC' } },
  },
  { name: 'all left out', change: { kind: 'leave-out', reason: 'by-hand' } },
  { name: 'all brought back', change: { kind: 'bring-back' } },
];

/** Changes of all rows that a person asks for, each after a look at what it would do, and each but leaving out taken back. Milliseconds. */
export async function changeInBulk({ batch }: { batch: string }): Promise<{ steps: StepFigures[] }> {
  const document = opened(batch);
  await prepareIndexes(document);
  const steps: StepFigures[] = [];
  for (const { name, change } of bulkChanges) {
    const request = { scope: { filter: {} }, change };
    const startedAt = performance.now();
    const preview = previewEach(document, request);
    let held = 0;
    for (let last = startedAt; ; last = performance.now()) {
      const { done } = preview.next();
      held = Math.max(held, performance.now() - last);
      if (done) break;
    }
    steps.push({ name: `${name}: looked at`, ms: performance.now() - startedAt, held, isHeldTo: false });
    steps.push(await measured(name, batch, (writer) => changeEach(document, request, editor, writer), true));
    if (change.kind !== 'column') continue;
    steps.push(
      await measured(`${name}: taken back`, batch, (writer) => undoOrRedo(document, 'undo', writer), false),
    );
  }
  document.close();
  return { steps };
}

const editor = { who: 'bench', now: () => new Date('2026-06-01T00:00:00Z') };
