import { prepareIndexes } from '../../../batch/check/indexes.ts';
import { choose } from '../../../batch/edits/choose.ts';
import { confirmEach, confirmIssue } from '../../../batch/edits/confirm.ts';
import { editCell, undoOrRedo } from '../../../batch/edits/edit.ts';
import { remapSliced } from '../../../batch/edits/remap.ts';
import { repairEach, repairIssue } from '../../../batch/edits/repair.ts';
import { setCellsEach } from '../../../batch/edits/set-cells.ts';
import { inOne, runAtOnce } from '../../../batch/edits/sliced-step.ts';
import { choiceOfLine, type Direction, nextLine } from '../../../batch/edits/undo-redo.ts';
import { writeCorrected, writeIssueList } from '../../../batch/exports/row-exports.ts';
import { personHere } from '../../../batch/file/person.ts';
import { mappingMemory } from '../../../batch/import/mapping-memory.ts';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { HandlersOf } from '../../../bridge/contract.ts';
import type { editCalls } from '../../../bridge/edits.ts';
import type { Connection } from '../../../connections/connection.ts';
import { checkFor } from '../../../jobs/connection-check.ts';
import { learningPlates, turningPlates } from '../../../jobs/known-plates.ts';
import type { Result } from '../../../permit/result.ts';
import { type Language, wordsIn } from '../../../words/words.ts';
import type { Batches } from '../batches.ts';

interface Context {
  readonly folder: string;
  readonly batches: Batches;
}

/** Changing a batch before it is pushed, and writing out what it holds. */
export function editHandlers({ folder, batches }: Context) {
  const { open, change, changeMany, stopChange, onOwn } = batches;
  const editor = { who: personHere(), now: () => new Date() };
  const turn = async (batch: string, direction: Direction): Promise<Result<BatchSummary>> => {
    const opened = open(batch);
    if (!opened.ok) return opened;
    const next = nextLine(opened.value, direction);
    const choice = next && choiceOfLine(opened.value, next.id, direction);
    if (choice?.question === 'duplicates') await prepareIndexes(opened.value);
    return changeMany(batch, (document, writer) =>
      turningPlates(folder, writer, direction, undoOrRedo(document, direction, writer)),
    );
  };
  const windowCalls: HandlersOf<typeof editCalls, 'engine'> = {
    async remap({ batch, fields, leftOut }) {
      const done = await changeMany(batch, (document, writer) =>
        remapSliced(document, fields, leftOut, writer),
      );
      if (!done.ok) return done;
      const { columns, added, operation } = done.value;
      // A file's headers tell the next one like it; a column that only this batch has does not.
      const own = columns.length - added.length;
      mappingMemory(folder).remember(columns.slice(0, own), operation);
      return done;
    },
    editCell: ({ batch, ...cell }) => change(batch, (document) => editCell(document, cell, editor)),
    setCells: ({ batch, ...block }) =>
      changeMany(batch, (document, writer) => setCellsEach(document, block, editor, writer)),
    repairIssue: ({ batch, ...cell }) => change(batch, (document) => repairIssue(document, cell, editor)),
    repairAll: ({ batch, code }) =>
      changeMany(batch, (document, writer) => repairEach(document, { code }, editor, writer)),
    confirmIssue: ({ batch, ...cell }) =>
      change(batch, (document) =>
        runAtOnce(
          learningPlates(
            folder,
            document,
            inOne(() => confirmIssue(document, cell, editor)),
          ),
        ),
      ),
    confirmAll: ({ batch, code }) =>
      changeMany(batch, (document, writer) =>
        learningPlates(folder, writer, confirmEach(document, { code }, editor, writer)),
      ),
    undo: ({ batch }) => turn(batch, 'undo'),
    redo: ({ batch }) => turn(batch, 'redo'),
    stopChange: ({ batch }) => stopChange(batch),
    chooseDateOrder: ({ batch, order }) =>
      changeMany(batch, (document, writer) =>
        choose(document, { question: 'date-order', answer: order }, editor, writer),
      ),
    async chooseDuplicates({ batch, keep }) {
      const opened = open(batch);
      if (!opened.ok) return opened;
      await prepareIndexes(opened.value);
      return changeMany(batch, (document, writer) =>
        choose(document, { question: 'duplicates', answer: keep }, editor, writer),
      );
    },
  };
  return {
    ...windowCalls,
    checkFor: ({ batch, connection }: { readonly batch: string; readonly connection: Connection }) =>
      changeMany(batch, (document, writer) => checkFor(folder, document, connection, writer)),
    /** Writes the warned and invalid rows with their issues; answers the path. */
    writeErrors: ({ batch, out, language }: FileRequest & { readonly language: Language }) =>
      onOwn(batch, (document) => writeIssueList(document, out, wordsIn(language).issues.message)),
    /** Writes the file as it is now; answers the path. */
    writeCorrected: ({ batch, out }: FileRequest) =>
      onOwn(batch, (document) => writeCorrected(document, out)),
  };
}

interface FileRequest {
  readonly batch: string;
  /** Where to. */
  readonly out: string;
}
