import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../disk/replace-file.ts';
import type { BookConnection } from './fact.ts';

const entry = z.object({
  controller: z.string(),
  client: z.string(),
  /** null: all permits of the connection. */
  reference: z.string().nullable(),
  /** Epoch milliseconds. */
  at: z.number(),
});

/** What was forgotten cannot be read, so the book cannot be used. */
export class UnreadableForgotten extends Error {}

type ForgottenEntry = z.infer<typeof entry>;

/** What a person chose to have forgotten: it holds for what was known by then, in a rebuilt book too. */
export interface Forgotten {
  /** Whether what became known of a permit at that time (epoch milliseconds) is to be forgotten. */
  holds(connection: BookConnection, reference: string, at: number): boolean;
}

/** The folder of what the book cannot find in batches. */
export function bookFolder(dataFolder: string): string {
  return join(dataFolder, 'book');
}

function pathIn(dataFolder: string): string {
  return join(bookFolder(dataFolder), 'forgotten.json');
}

export function readForgotten(dataFolder: string): Forgotten {
  const latest = new Map<string, number>();
  for (const one of entriesIn(dataFolder)) {
    const key = keyOf(one, one.reference);
    latest.set(key, Math.max(latest.get(key) ?? one.at, one.at));
  }
  const until = (connection: BookConnection, reference: string | null) =>
    latest.get(keyOf(connection, reference)) ?? Number.NEGATIVE_INFINITY;
  return {
    holds: (connection, reference, at) =>
      latest.size > 0 && (at <= until(connection, reference) || at <= until(connection, null)),
  };
}

/** Has one permit of a connection forgotten, or all (`reference` null), as far as known by `at` (epoch milliseconds). */
export function addForgotten(
  dataFolder: string,
  { controller, client }: BookConnection,
  reference: string | null,
  at: number,
): void {
  const own = { controller, client, reference, at };
  const key = keyOf(own, reference);
  // All that is forgotten of a connection says what was forgotten of its permits before.
  const others = entriesIn(dataFolder).filter(
    (one) =>
      keyOf(one, one.reference) !== key && (reference !== null || keyOf(one, null) !== keyOf(own, null)),
  );
  replaceFile(pathIn(dataFolder), `${JSON.stringify([...others, own], null, 2)}\n`);
}

function entriesIn(dataFolder: string): ForgottenEntry[] {
  let text: string;
  try {
    text = readFileSync(pathIn(dataFolder), 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
  try {
    return z.array(entry).parse(JSON.parse(text));
  } catch {
    // What was to be forgotten must not come back because nobody can read that it was.
    throw new UnreadableForgotten(`${pathIn(dataFolder)} is damaged`);
  }
}

function keyOf({ controller, client }: BookConnection, reference: string | null): string {
  return JSON.stringify(reference === null ? [controller, client] : [controller, client, reference]);
}
