#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';

const program = new URL('../out/main/cli.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(
    'Permit Loader has not been built yet. Run `npm ci && npm run build` in its folder first.\n',
  );
  process.exitCode = 2;
}
