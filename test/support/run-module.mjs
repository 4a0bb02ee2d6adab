import process from 'node:process';
import { createServer } from 'vite';

// Runs functions of one source module in a process of its own: `run-module.mjs FILE '[["name", ...arguments], …]'`.
// Prints what they answer as one JSON array.
const [, , file = '', calls = '[]'] = process.argv;
const vite = await createServer({
  configFile: false,
  logLevel: 'silent',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const module = await vite.ssrLoadModule(file);
const answers = [];
for (const [name, ...rest] of JSON.parse(calls)) answers.push(await module[name](...rest));
process.stdout.write(JSON.stringify(answers), () => process.exit());
