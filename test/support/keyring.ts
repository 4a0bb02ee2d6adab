import { createRequire } from 'node:module';

// Not through the app's own module: a test that reads with what it tests proves nothing.
const keytar: typeof import('keytar') = createRequire(import.meta.url)('keytar');

/** What the system's keychain holds for a connection; null when it holds nothing. */
export function secretInKeyring(connection: string): Promise<string | null> {
  return keytar.getPassword('Permit Loader', connection);
}

/** Empties the keychain of this product's entries, so that one test does not see another's. */
export async function clearKeyring(): Promise<void> {
  for (const service of ['Permit Loader', 'Permit Loader controllers']) {
    for (const { account } of await keytar.findCredentials(service)) {
      await keytar.deletePassword(service, account);
    }
  }
}
