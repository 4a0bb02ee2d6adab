import { join } from 'node:path';
import process from 'node:process';
import { ensureDependencies } from './setup/dependencies.mjs';
import { makePackage } from './setup/package.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';

/** `npm run package`: makes installers for this system, or with electron-builder's arguments what they say. */
await runScript(async () => {
  await ensureDependencies();
  await makePackage(process.argv.slice(2));
  say(`Done: ${join(root, 'dist')}`);
  return 0;
});
