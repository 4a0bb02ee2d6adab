import { createPublicKey, type KeyObject } from 'node:crypto';
import type { EntryOf } from '../trail/entry.ts';
import { fingerprintOf } from '../trail/signature.ts';
import type { TrailHead } from '../trail/trail.ts';
import type { Discrepancy } from './discrepancy.ts';

/** What verifying a trail found. It is whole and untouched where `first` is null. */
export interface Verification {
  readonly entries: number;
  readonly head: TrailHead | null;
  /** The good signatures, oldest first. */
  readonly signatures: readonly EntryOf<'signature'>[];
  /** The entry that tells the end of the last run; null before the first end. */
  readonly lastEnd: number | null;
  /** Rows whose last request has no outcome yet: the trail tells nothing about them. */
  readonly inTheAir: number;
  /** What may be personal was left out: its digests stand, but could not be recomputed. */
  readonly redacted: boolean;
  /** What does not fit, of the first entry of which something does not. */
  readonly first: Discrepancy | null;
  readonly discrepancies: number;
}

/**
 * What a public key says about a trail. `signed`: the end of the last run, and all before it, was signed by it.
 * `earlier`: it signed, but a later end is not signed by it. `other`: only other keys signed. `unsigned`: none did.
 */
export type KeyVerdict = 'signed' | 'earlier' | 'other' | 'unsigned';

export function keyVerdict({ signatures, lastEnd }: Verification, key: KeyObject): KeyVerdict {
  if (signatures.length === 0) return 'unsigned';
  const fingerprint = fingerprintOf(key);
  const mine = signatures.findLast((one) => one.fingerprint === fingerprint);
  if (!mine) return 'other';
  return mine.seq > (lastEnd ?? 0) ? 'signed' : 'earlier';
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
