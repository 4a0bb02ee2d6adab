import { join } from 'node:path';
import process from 'node:process';
import { ensureBuild } from './setup/build.mjs';
import { run, tail } from './setup/command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { fallbackDist, fallbackElectron, fallbackVersion } from './setup/electron-fallback.mjs';
import { root } from './setup/root.mjs';
import { runScript, SetupStop, say } from './setup/say.mjs';

/**
 * `npm run package`: electron-builder with the arguments given. On the fallback runtime it makes the unpacked Linux
 * app only, because the other targets need tools that electron-builder would download.
 */
await runScript(async () => {
  await ensureDependencies();
  const fallback = (await ensureElectron()) === fallbackElectron();
  await ensureBuild();
  const args = fallback
    ? ['--linux', 'dir', `-c.electronDist=${fallbackDist}`, `-c.electronVersion=${fallbackVersion}`]
    : process.argv.slice(2);
  say('Packaging …');
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const { code, output } = await run(process.execPath, [builder, ...args, '--publish', 'never']);
  if (code !== 0) throw new SetupStop(`electron-builder failed:\n${tail(output)}`);
  say(`Done: ${join(root, 'dist')}`);
  return 0;
});
