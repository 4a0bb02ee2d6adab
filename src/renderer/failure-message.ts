import type { Failure } from '../permit/result.ts';
import { onOneLine } from '../words/shown.ts';
import type { Words } from '../words/words.ts';

type Facts = Failure['facts'];

/**
 * The sentence for a failure or a push's reason: the topic that knows its code has it.
 * A code that none knows is named in a general sentence, never swallowed.
 */
export function failureMessage(words: Words, failure: Failure): string {
  const { reading, push, opscom, app, audit, book, cli, window } = words;
  const named = { code: failure.code, facts: withFileName(failure.facts) };
  // The window's own come first: some sentences of the rooms speak of the terminal's options.
  const records: readonly object[] = [
    window.failures,
    reading.failures,
    reading.exports,
    push.refusals,
    push.stops,
    push.waits,
    push.results,
    audit.reports,
    opscom.failures,
    app.failures,
    book.failures,
    cli.failures,
  ];
  for (const record of records) {
    // A file that was just dropped is known by its name; where something is to be written, the folder matters.
    const sentence = sentenceIn(record, record === reading.failures ? named : failure);
    if (sentence !== null) return onOneLine(sentence);
  }
  return window.failures.other(failure.code);
}

/** The sentence for a connection that was tried: nothing is being pushed, and most say what to look at. */
export function trialMessage(words: Words, trial: Failure): string {
  const sentence = sentenceIn(words.app.tries, trial);
  return sentence === null ? failureMessage(words, trial) : onOneLine(sentence);
}

function sentenceIn(record: object, failure: Failure): string | null {
  if (!Object.hasOwn(record, failure.code)) return null;
  const entry: unknown = (record as Readonly<Record<string, unknown>>)[failure.code];
  if (typeof entry === 'string') return entry;
  return typeof entry === 'function' ? (entry as (facts: Facts) => string)(failure.facts) : null;
}

function withFileName(facts: Facts): Facts {
  const { path } = facts;
  return typeof path === 'string' ? { ...facts, path: path.slice(path.search(/[^/\\]*$/)) } : facts;
}
