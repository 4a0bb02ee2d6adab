import { join } from 'node:path';
import process from 'node:process';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';
import { runInSession } from './test/session.mjs';

/**
 * `npm run pictures`: every state of the window in both languages, both themes and every size that has to fit, to be
 * looked at, in test-results/pictures-of-all; `npm run pictures -- fr` for one language.
 */
await runScript(async () => {
  const asked = process.argv.slice(2);
  await ensureDependencies();
  await ensurePackages('test');
  await ensureBuild();
  await ensureElectron();
  let failed = 0;
  for (const language of asked.length > 0 ? asked : ['en', 'fr']) {
    const { code, output } = await runInSession(
      [
        join(root, 'node_modules/playwright/cli.js'),
        'test',
        `--config=${join(root, 'test/e2e/playwright.config.ts')}`,
        '/screens[^/]*$',
      ],
      { display: 1, env: { PICTURES: language } },
    );
    if (code !== 0) {
      say(output);
      failed = 1;
    }
    say(`test-results/pictures-of-all/${language}`);
  }
  return failed;
});
