import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { fail, ok, type Result } from '../permit/result.ts';
import { type KeychainFailure, signingSecret } from './keychain.ts';

export type SigningFailure = KeychainFailure | 'signing-key-damaged';

/**
 * The Ed25519 private key that this installation signs audit trails with (PKCS#8 in DER, base64). It is made when
 * first asked for and never leaves the keychain but to sign.
 */
export async function signingKey(): Promise<Result<string, SigningFailure>> {
  const secret = await signingSecret(newKey, new Date());
  if (!secret.ok) return secret;
  return publicPem(secret.value) === null ? fail('signing-key-damaged') : secret;
}

/** The public half in PEM, for others to verify with. */
export async function publicKey(): Promise<Result<string, SigningFailure>> {
  const key = await signingKey();
  if (!key.ok) return key;
  return ok(publicPem(key.value) ?? '');
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

function publicPem(key: string): string | null {
  try {
    const parsed = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' });
    if (parsed.asymmetricKeyType !== 'ed25519') return null;
    return createPublicKey(parsed).export({ format: 'pem', type: 'spki' }).toString();
  } catch {
    return null;
  }
}
