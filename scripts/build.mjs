import { build } from './setup/build.mjs';
import { runScript } from './setup/say.mjs';

await runScript(async () => {
  await build();
  return 0;
});
