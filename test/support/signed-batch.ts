import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeResults } from '../../src/batch/exports/results.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { signTrail } from '../../src/batch/trail/signature.ts';
import { wordsIn } from '../../src/words/words.ts';
import { checkedBatch } from './checked-batch.ts';
import { push } from './push-batch.ts';
import { accept, answerJson, scriptedController } from './scripted-controller.ts';

export interface SigningKey {
  readonly publicKey: KeyObject;
  /** PKCS#8 in DER, base64, as the keychain holds it. */
  readonly privateKey: string;
}

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64') };
}

export interface SignedBatch extends SigningKey {
  readonly document: BatchDocument;
  /** Where the results of the second run were written. */
  readonly results: string;
}

const rows = [
  ['Reference ID', 'License Plate', 'End Date'],
  ...Array.from({ length: 8 }, (_, n) => [`ref-${n}`, `PLATE ${n}`, '2031-12-31T23:59:59']),
  ['ref-bad', 'PLATE B', 'never'],
];

/**
 * A batch whose two runs each wrote results and were signed: seven rows accepted, one of them only the second time, one
 * rejected, one skipped.
 */
export async function signedBatch(): Promise<SignedBatch> {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-signed-'));
  const document = await checkedBatch(folder, rows);
  const key = newSigningKey();
  const controller = await scriptedController((request, response) => {
    const { referenceId, earlier } = request;
    const rejected = referenceId === 'ref-5' || (referenceId === 'ref-6' && earlier === 0);
    if (rejected) answerJson(response, { ErrorCode: 9021, ErrorMessage: 'no' });
    else accept(request, response);
  });
  const finish = async (name: string): Promise<string> => {
    const written = await writeResults(document, wordsIn('en'), { out: join(folder, name) });
    if (!written.ok) throw new Error(written.failure.code);
    if (signTrail(document, key.privateKey, new Date()) === null) throw new Error('not signed');
    return written.value;
  };
  try {
    await push(document, controller.url, { onlyValid: true });
    await finish('first.csv');
    await push(document, controller.url, { kind: 'retry' });
  } finally {
    await controller.close();
  }
  const results = await finish('second.csv');
  return { ...key, document, results };
}
