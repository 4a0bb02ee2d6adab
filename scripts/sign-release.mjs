import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './setup/root.mjs';
import { runScript, SetupStop, say } from './setup/say.mjs';

/**
 * `node scripts/sign-release.mjs KEY.pem MANIFEST.yml…`: writes beside each manifest of a release the signature that
 * installed apps ask for before they install it: Ed25519 over its bytes, in base64.
 */
await runScript(async () => {
  const [keyFile, ...manifests] = process.argv.slice(2);
  if (keyFile === undefined || manifests.length === 0)
    throw new SetupStop('Name the private key and the manifests: KEY.pem latest.yml latest-linux.yml …');
  const key = createPrivateKey(readFileSync(keyFile));
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupStop(`${keyFile} is no Ed25519 key.`);
  const builtIn = process.env['UPDATE_KEY'] ?? join(root, 'assets/update-key.pem');
  for (const manifest of manifests) {
    const bytes = readFileSync(manifest);
    const signature = sign(null, bytes, key);
    // Signed with any other key, the release would be called a forgery everywhere.
    if (!verify(null, bytes, createPublicKey(readFileSync(builtIn)), signature))
      throw new SetupStop(`${keyFile} does not belong to ${builtIn}, which the apps have.`);
    writeFileSync(`${manifest}.sig`, `${signature.toString('base64')}\n`);
    say(`Signed: ${manifest}`);
  }
  return 0;
});
