import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { BatchDocument } from '../file/document.ts';
import { cannotBeWritten } from '../file/open-document.ts';
import { inTransaction } from '../file/transaction.ts';
import type { EntryOf } from './entry.ts';
import { addEntry, trailHead } from './trail.ts';

/** What is signed: that the trail had this entry at this place. */
function statement(seq: number, hash: string): Buffer {
  return Buffer.from(`permit-loader audit trail\n${seq}\n${hash}\n`, 'utf8');
}

/** SHA-256 of a public key's DER (SPKI), in hexadecimal: short enough to be read out to somebody. */
export function fingerprintOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/**
 * Signs a trail's head with an Ed25519 private key (PKCS#8 in DER, base64), as an entry of its own. Answers the key's
 * fingerprint; null where the batch cannot be written any more, so that it stays unsigned.
 */
export function signTrail(document: BatchDocument, privateKey: string, at: Date): string | null {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  const fingerprint = fingerprintOf(publicKey);
  try {
    inTransaction(document.db, () => {
      const head = trailHead(document.db);
      if (head === null) throw new Error('There is nothing to sign yet.');
      const facts = {
        kind: 'signature',
        algorithm: 'Ed25519',
        publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        fingerprint,
        signature: sign(null, statement(head.seq, head.hash), key).toString('base64'),
      } as const;
      addEntry(document.db, facts, at);
    });
    return fingerprint;
  } catch (cause) {
    if (!cannotBeWritten(cause)) throw cause;
    return null;
  }
}

/** Whether an entry's signature is of the entry before it, by the key that it names. */
export function isSignatureGood({
  seq,
  previous,
  publicKey,
  fingerprint,
  signature,
}: EntryOf<'signature'>): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return (
      key.asymmetricKeyType === 'ed25519' &&
      fingerprintOf(key) === fingerprint &&
      verify(null, statement(seq - 1, previous), key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}
