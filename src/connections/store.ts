import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../disk/replace-file.ts';
import { retryWhileHeldSync } from '../disk/retry-held.ts';
import { type Failure, fail, ok, type Result } from '../permit/result.ts';
import {
  type Connection,
  type ConnectionDraft,
  type ConnectionFailure,
  newConnection,
  practiceConnection,
  sameName,
  storedConnection,
  targetOf,
} from './connection.ts';
import { deleteToken, type KeychainFailure, moveToken } from './keychain.ts';

export type StoreFailure =
  | 'connections-damaged'
  | 'connections-newer'
  | 'connections-unreadable'
  | 'connections-unwritable';

export type SaveFailure =
  | StoreFailure
  | ConnectionFailure
  | KeychainFailure
  | 'connection-exists'
  | 'connection-unknown';

const version = 1;

const file = z.strictObject({ version: z.literal(version), connections: z.array(storedConnection) });

/** All connections, the built-in practice one first, the others by name. */
export function listConnections(folder: string): Result<Connection[], StoreFailure> {
  const stored = readStored(folder);
  return stored.ok ? ok([practiceConnection, ...stored.value]) : stored;
}

/** One connection by its name, whatever its case. */
export function findConnection(
  folder: string,
  name: string,
): Result<Connection, StoreFailure | 'connection-unknown'> {
  const all = listConnections(folder);
  if (!all.ok) return all;
  const found = all.value.find((connection) => sameName(connection.name, name));
  return found ? ok(found) : fail('connection-unknown', { name });
}

/**
 * Adds a connection (`previousName` null) or changes one. With a new name its token moves along; with another controller
 * or client code it goes, for it was set for those. When the keychain does not let it, nothing is changed.
 */
export async function saveConnection(
  folder: string,
  draft: ConnectionDraft,
  previousName: string | null = null,
): Promise<Result<Connection, SaveFailure>> {
  const made = newConnection(draft);
  if (!made.ok) return made;
  const stored = readStored(folder);
  if (!stored.ok) return stored;
  const previous =
    previousName === null ? undefined : stored.value.find((one) => sameName(one.name, previousName));
  if (previousName !== null && previous === undefined)
    return fail('connection-unknown', { name: previousName });
  const others = stored.value.filter((one) => one !== previous);
  const { name } = made.value;
  if (others.some((one) => sameName(one.name, name))) return fail('connection-exists', { name });
  if (previous !== undefined && targetOf(previous) !== targetOf(made.value)) {
    const dropped = await deleteToken(previous.name);
    if (!dropped.ok) return dropped;
  } else if (previous !== undefined && previous.name !== name) {
    const moved = await moveToken(previous.name, name);
    if (!moved.ok) return moved;
  }
  const written = write(folder, [...others, made.value]);
  return written.ok ? made : written;
}

/**
 * Removes a connection and its token. Where the keychain cannot be reached the connection goes all the same, and
 * `tokenLeft` says why its token may still be there.
 */
export async function removeConnection(
  folder: string,
  name: string,
): Promise<
  Result<
    { readonly name: string; readonly tokenLeft: Failure<KeychainFailure> | null },
    StoreFailure | 'connection-unknown' | 'connection-practice'
  >
> {
  if (sameName(name, practiceConnection.name)) return fail('connection-practice', { name });
  const stored = readStored(folder);
  if (!stored.ok) return stored;
  const found = stored.value.find((one) => sameName(one.name, name));
  if (found === undefined) return fail('connection-unknown', { name });
  const deleted = await deleteToken(found.name);
  const written = write(
    folder,
    stored.value.filter((one) => one !== found),
  );
  if (!written.ok) return written;
  return ok({ name: found.name, tokenLeft: deleted.ok ? null : deleted.failure });
}

function pathIn(folder: string): string {
  return join(folder, 'connections.json');
}

/** A file that is damaged is never replaced or half used: a person may still mend it. */
function readStored(folder: string): Result<Connection[], StoreFailure> {
  const path = pathIn(folder);
  let text: string;
  try {
    text = retryWhileHeldSync(() => readFileSync(path, 'utf8'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return ok([]);
    return fail('connections-unreadable', { path, reason: codeOf(cause) });
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return fail('connections-damaged', { path, place: '' });
  }
  const stated = z.looseObject({ version: z.number() }).safeParse(json);
  if (stated.success && stated.data.version > version) {
    return fail('connections-newer', { path, version: stated.data.version });
  }
  const parsed = file.safeParse(json);
  if (!parsed.success)
    return fail('connections-damaged', { path, place: placeOf(parsed.error.issues[0]?.path) });
  const connections: Connection[] = [];
  for (const draft of parsed.data.connections) {
    const made = newConnection(draft);
    const repeated = made.ok && connections.some((one) => sameName(one.name, made.value.name));
    if (!made.ok || repeated) return fail('connections-damaged', { path, place: draft.name });
    connections.push(made.value);
  }
  return ok(connections);
}

function write(folder: string, connections: readonly Connection[]): Result<null, 'connections-unwritable'> {
  const path = pathIn(folder);
  const sorted = connections.toSorted((one, other) => one.name.localeCompare(other.name));
  const stored = sorted.map(({ practice: _built, ...rest }) => rest);
  try {
    replaceFile(path, `${JSON.stringify({ version, connections: stored }, null, 2)}\n`);
    return ok(null);
  } catch (cause) {
    return fail('connections-unwritable', { path, reason: codeOf(cause) });
  }
}

function placeOf(path: readonly PropertyKey[] | undefined): string {
  return (path ?? []).map(String).join('.');
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
