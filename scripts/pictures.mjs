import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';
import { runInSession } from './test/session.mjs';

/**
 * `npm run pictures`: every state of the window in both languages, both themes and every size that has to fit, to be
 * looked at, in test-results/pictures-of-all; `npm run pictures -- fr` for one language, `-- --docs` to put those that the
 * README and the guides show into docs as well.
 */
await runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { docs: { type: 'boolean' } },
    allowPositionals: true,
  });
  await ensureDependencies();
  await ensurePackages('test');
  await ensureBuild();
  await ensureElectron();
  let failed = 0;
  for (const language of positionals.length > 0 ? positionals : ['en', 'fr']) {
    const { code, output } = await runInSession(
      [
        join(root, 'node_modules/playwright/cli.js'),
        'test',
        `--config=${join(root, 'test/e2e/playwright.config.ts')}`,
        '/screens[^/]*$',
      ],
      { displays: 1, env: { PICTURES: language } },
    );
    if (code !== 0) {
      say(output);
      failed = 1;
    }
    say(`test-results/pictures-of-all/${language}`);
    if (values.docs && code === 0) copyToDocs(language);
  }
  return failed;
});

/**
 * The pictures that docs has, taken anew: a name without a theme is the light one.
 * @param {string} language
 */
function copyToDocs(language) {
  const taken = join(root, 'test-results/pictures-of-all', language);
  const guide = join(root, 'docs/pictures', language);
  for (const name of readdirSync(guide))
    copyFileSync(join(taken, name.replace('.png', '-light.png')), join(guide, name));
  if (language !== 'en') return;
  const tour = join(root, 'docs/screenshots');
  for (const name of readdirSync(tour)) copyFileSync(join(taken, name), join(tour, name));
}
