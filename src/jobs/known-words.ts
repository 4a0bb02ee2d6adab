import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../disk/replace-file.ts';
import { isTransient, retryWhileHeldSync } from '../disk/retry-held.ts';

/** What is kept for each connection, told by its controller and client code: a file in the data folder each. */
type WordKind = 'plates' | 'zones';

interface Kept {
  readonly target: string;
  readonly words: readonly string[];
}

const words = z.array(z.string());
const target = z.string();
const version = z.literal(1);
const plates = z.strictObject({ target, plates: words }).transform((one) => ({ ...one, words: one.plates }));
const zones = z.strictObject({ target, zones: words }).transform((one) => ({ ...one, words: one.zones }));

const files: Readonly<Record<WordKind, z.ZodType<{ readonly connections: readonly Kept[] }>>> = {
  plates: z.strictObject({ version, connections: z.array(plates) }),
  zones: z.strictObject({ version, connections: z.array(zones) }),
};

/** What is kept for a connection. */
export function wordsOf(dataFolder: string, kind: WordKind, connection: string): readonly string[] {
  return read(dataFolder, kind)?.find((one) => one.target === connection)?.words ?? [];
}

/** Keeps something else for a connection; the one that was changed last comes first. */
export function changeWords(
  dataFolder: string,
  kind: WordKind,
  connection: string,
  change: (before: readonly string[]) => readonly string[],
): void {
  const stored = read(dataFolder, kind);
  // What somebody holds is not replaced by less.
  if (stored === null) return;
  const after = change(stored.find((one) => one.target === connection)?.words ?? []);
  const rest = stored.filter((one) => one.target !== connection);
  const kept = after.length === 0 ? rest : [{ target: connection, words: after }, ...rest];
  const connections = kept.map((one) => ({ target: one.target, [kind]: one.words }));
  try {
    replaceFile(pathIn(dataFolder, kind), JSON.stringify({ version: 1, connections }));
  } catch {
    // What cannot be remembered is asked again.
  }
}

/** What is kept; null where another program does not let it be read. */
function read(dataFolder: string, kind: WordKind): readonly Kept[] | null {
  try {
    const text = retryWhileHeldSync(() => readFileSync(pathIn(dataFolder, kind), 'utf8'));
    const parsed = files[kind].safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.connections : [];
  } catch (cause) {
    return isTransient(cause) ? null : [];
  }
}

function pathIn(dataFolder: string, kind: WordKind): string {
  return join(dataFolder, `${kind}.json`);
}
