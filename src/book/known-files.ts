import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shortName } from '../batch/file/short-name.ts';
import { nameOnDisk } from '../disk/file-name.ts';
import { replaceFile } from '../disk/replace-file.ts';
import { retryWhileHeldSync } from '../disk/retry-held.ts';
import { operationNames } from '../permit/operation.ts';
import { type BookConnection, type ConnectedFact, type FactValues, valueColumns } from './fact.ts';
import { bookFolder } from './forgotten.ts';

/**
 * What is known from elsewhere than from the batches that are here, each a file of its own in the data folder: a list that
 * a person imported, or what they kept of a batch that was removed.
 */
export interface KnownFile {
  readonly kind: 'imported' | 'kept';
  /** The list's file name, or the batch's. */
  readonly name: string;
  /** Of the list's content, in hexadecimal; blank of a batch. */
  readonly sha256: string;
  /** When it was imported or kept, in epoch milliseconds. */
  readonly at: number;
  readonly facts: readonly ConnectedFact[];
}

/** Of a file's name, behind the name of the list or batch and what tells it from others of that name. */
const ending = /^(.*)\.[0-9a-f-]{36}\.(imported|kept)$/;

const header = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['imported', 'kept']),
  name: z.string(),
  sha256: z.string(),
  at: z.number(),
  connections: z.array(z.strictObject({ controller: z.string(), client: z.string() })),
});

const valueNames = Object.values(valueColumns);
const factLine = z.tuple([
  z.int().min(0),
  z.string().min(1),
  z.number(),
  z.int(),
  z.int(),
  z.enum(operationNames),
  z.partialRecord(z.enum(valueNames), z.string()),
]);

/**
 * Their names in the folder, sorted. What such a file holds never changes: its name tells it from any other. What was kept
 * of a batch that is there all the same is the batch's to tell.
 */
export function knownFileNames(dataFolder: string, batches: ReadonlySet<string>): string[] {
  return namesIn(dataFolder, (of, kind) => kind === 'imported' || !batches.has(of));
}

/** Those that hold what was kept of a batch, told by its file name. */
export function keptFileNames(dataFolder: string, batch: string): string[] {
  return namesIn(dataFolder, (of, kind) => kind === 'kept' && of === batch);
}

function namesIn(dataFolder: string, isWanted: (of: string, kind: string) => boolean): string[] {
  try {
    return readdirSync(bookFolder(dataFolder))
      .filter((name) => {
        const [, of, kind] = ending.exec(name) ?? [];
        return of !== undefined && kind !== undefined && isWanted(of, kind);
      })
      .sort();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}

/** Writes one that is whole and on disk, or throws what the file system throws; answers its name. */
export function addKnownFile(dataFolder: string, { facts, ...file }: KnownFile): string {
  const keys = new Map<string, number>();
  const connections: BookConnection[] = [];
  const numberOf = ({ controller, client }: BookConnection): number => {
    const key = JSON.stringify([controller, client]);
    const known = keys.get(key);
    if (known !== undefined) return known;
    keys.set(key, connections.length);
    return connections.push({ controller, client }) - 1;
  };
  const lines = facts.map(({ of, reference, at, row, run, operation, values }) =>
    JSON.stringify([numberOf(of), reference, at, row, run, operation, values]),
  );
  const own = file.kind === 'kept' ? file.name : nameOnDisk(shortName(file.name));
  const name = `${own}.${randomUUID()}.${file.kind}`;
  const head = JSON.stringify({ version: 1, ...file, connections });
  replaceFile(join(bookFolder(dataFolder), name), `${[head, ...lines].join('\n')}\n`);
  return name;
}

/** What such a file says; null where it is gone or cannot be made sense of: then it tells nothing, and keeps no other from it. */
export function readKnownFile(dataFolder: string, name: string): KnownFile | null {
  try {
    const text = readFileSync(join(bookFolder(dataFolder), name), 'utf8');
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const { kind, name: of, sha256, at, connections } = header.parse(JSON.parse(head));
    const facts = lines.map((line): ConnectedFact => {
      const [connection, reference, then, row, run, operation, values] = factLine.parse(JSON.parse(line));
      const found = connections[connection];
      if (found === undefined) throw new SyntaxError(`no connection ${connection}`);
      return { of: found, reference, at: then, row, run, operation, values: values as FactValues };
    });
    return { kind, name: of, sha256, at, facts };
  } catch {
    return null;
  }
}

/** Throws what the file system throws. */
export function removeKnownFile(dataFolder: string, name: string): void {
  retryWhileHeldSync(() => rmSync(join(bookFolder(dataFolder), name), { force: true }));
}
