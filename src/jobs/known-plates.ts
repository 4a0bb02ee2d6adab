import { type KnownPlates, platesKept, platesKeptBy, recallPlates } from '../batch/edits/recalled-plates.ts';
import { runAtOnce, type SlicedStep } from '../batch/edits/sliced-step.ts';
import { type Direction, nextStep } from '../batch/edits/undo-redo.ts';
import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { personHere } from '../batch/file/person.ts';
import { type Connection, targetOf } from '../connections/connection.ts';
import { findConnection } from '../connections/store.ts';
import { changeWords, wordsOf } from './known-words.ts';

const mostKept = 200;

/** What is known to be a plate on a connection, which is told by its controller and client code. */
function knownPlates(dataFolder: string, connection: Connection): KnownPlates {
  const target = targetOf(connection);
  const plates = wordsOf(dataFolder, 'plates', target);
  return { target, connection: connection.name || target, plates };
}

/** Keeps the plates of a batch as they are that are known to be ones on the connection; `writer` as in `changeFound`. */
export function recallSliced(
  dataFolder: string,
  document: BatchDocument,
  connection: Connection,
  writer = document,
): ReturnType<typeof recallPlates> {
  const editor = { who: personHere(), now: () => new Date() };
  return recallPlates(document, knownPlates(dataFolder, connection), editor, writer);
}

/** The same, to its end at once, in a batch that nobody else has yet. */
export function recallKnownPlates(dataFolder: string, document: BatchDocument, connection: Connection): void {
  const done = runAtOnce(recallSliced(dataFolder, document, connection));
  if (!done.ok) throw new Error(`Known plates could not be kept: ${done.failure.code}`);
}

/** Remembers for a connection all plates that are kept in a batch although they may be none. */
export function learnAllPlates(dataFolder: string, document: BatchDocument, connection: Connection): void {
  change(dataFolder, targetOf(connection), platesKept(document), true);
}

/** Makes a step that may keep plates as they are, and remembers these for the connection that the batch is checked for. */
export function* learningPlates<Code extends string>(
  dataFolder: string,
  document: BatchDocument,
  step: SlicedStep<Code>,
): SlicedStep<Code> {
  const last = nextStep(document, 'undo')?.last ?? 0;
  const done = yield* step;
  const made = nextStep(document, 'undo');
  if (done.ok && made !== null && made.last > last)
    keep(dataFolder, document, platesKeptBy(document, made), true);
  return done;
}

/** Takes a step back, or does it again: a plate that it kept is forgotten for the connection, or remembered. */
export function* turningPlates<Code extends string>(
  dataFolder: string,
  document: BatchDocument,
  direction: Direction,
  step: SlicedStep<Code>,
): SlicedStep<Code> {
  const turned = nextStep(document, direction);
  const done = yield* step;
  if (done.ok && turned !== null) {
    keep(dataFolder, document, platesKeptBy(document, turned), direction === 'redo');
  }
  return done;
}

function keep(dataFolder: string, document: BatchDocument, plates: readonly string[], known: boolean): void {
  const name = readMeta(document, 'connection');
  const connection = name === null ? null : findConnection(dataFolder, name);
  if (connection?.ok) change(dataFolder, targetOf(connection.value), plates, known);
}

function change(dataFolder: string, target: string, changed: readonly string[], known: boolean): void {
  if (changed.length === 0) return;
  changeWords(dataFolder, 'plates', target, (before) => {
    const others = before.filter((plate) => !changed.includes(plate));
    return known ? [...changed, ...others].slice(0, mostKept) : others;
  });
}
