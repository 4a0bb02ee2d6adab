import { createPublicKey, type KeyObject } from 'node:crypto';
import type { EntryOf } from '../trail/entry.ts';
import { fingerprintOf } from '../trail/signature.ts';
import type { TrailHead } from '../trail/trail.ts';
import type { Discrepancies, Discrepancy } from './discrepancy.ts';
import type { WalkedRun } from './run-order.ts';
import type { Walked } from './trail-walk.ts';

/** What verifying a trail found. It is whole and untouched where `first` is null. */
export interface Verification {
  readonly entries: number;
  readonly head: TrailHead | null;
  /** The good signatures, oldest first. */
  readonly signatures: readonly EntryOf<'signature'>[];
  /** In the order in which they began. */
  readonly runs: readonly WalkedRun[];
  /** Rows whose last request has no outcome yet: the trail tells nothing about them. */
  readonly inTheAir: number;
  /** What may be personal was left out: its digests stand, but could not be recomputed. */
  readonly redacted: boolean;
  /** The entry that was the head asked for, or that tells of a written file with that SHA-256; null where none was. */
  readonly noted: number | null;
  /** What does not fit, of the first entry of which something does not. */
  readonly first: Discrepancy | null;
  readonly discrepancies: number;
}

/** What a walk over the trail and all that was held against it come to. */
export function verificationOf(
  { count, head, signatures, runs, noted }: Walked,
  { first, count: discrepancies }: Discrepancies,
  inTheAir: number,
  redacted: boolean,
): Verification {
  return {
    entries: count,
    head,
    signatures,
    runs: [...runs.values()],
    inTheAir,
    redacted,
    noted,
    first,
    discrepancies,
  };
}

/**
 * The runs that nobody signed, or not this key (by its fingerprint), oldest first. A run is signed when nothing else
 * began between its end and the signature. One that was cut off had no moment for it, and one that an earlier version
 * pushed no key: these are vouched for by whoever signed the run right after them.
 */
function unsignedRuns({ runs }: Verification, fingerprint: string | null): number[] {
  const found: number[] = [];
  let isNextSigned = false;
  for (const { start, end, retroactive, signedBy } of runs.toReversed()) {
    const isSigned = fingerprint === null ? signedBy.size > 0 : signedBy.has(fingerprint);
    isNextSigned = isSigned || (isNextSigned && (end === null || retroactive));
    if (!isNextSigned) found.unshift(start.run);
  }
  return found;
}

/**
 * What is signed of a trail, by anybody or, where one is given, by a key. `signed`: each run is. `partly`: something is,
 * but not all runs. `other`: only other keys signed. `unsigned`: none did.
 */
export interface Signing {
  readonly code: 'signed' | 'partly' | 'other' | 'unsigned';
  /** Runs that are not signed. */
  readonly runs: readonly number[];
  /** Entries after the last signature: all of them where there is none. */
  readonly entries: number;
}

export function signingOf(found: Verification, key: KeyObject | null): Signing {
  const { signatures, entries } = found;
  const fingerprint = key && fingerprintOf(key);
  const last = signatures.findLast((one) => fingerprint === null || one.fingerprint === fingerprint);
  const runs = unsignedRuns(found, fingerprint);
  const some = runs.length === 0 ? 'signed' : 'partly';
  const code = signatures.length === 0 ? 'unsigned' : last ? some : 'other';
  return { code, runs, entries: entries - (last?.seq ?? 0) };
}

/** A public key as a file holds it: PEM, as `key` writes it. null for anything else, and for keys of other kinds. */
export function parsePublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
