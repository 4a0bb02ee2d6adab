import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { wordsIn } from '../../src/words/words.ts';

/** When a start reached its steps, in milliseconds after it was asked for. */
export interface Start {
  readonly main: number;
  readonly ready: number;
  readonly created: number;
  readonly page: number;
  readonly scripts: number;
  readonly painted: number;
  readonly usable: number;
}

export type Startable = 'bare' | 'ours';

const button = wordsIn('en').window.start.open;

/** What is measured: this checkout, with the Electron that it is run in. */
export interface Checkout {
  readonly root: string;
  /** Path of the executable. */
  readonly electron: string;
}

/** Makes an app of which each start says when its window could be used; data folders live as long as `folder`. */
export function startable(
  { root, electron }: Checkout,
  folder: string,
  which: Startable,
): () => Promise<Start> {
  const home = join(folder, which);
  mkdirSync(home, { recursive: true });
  const page = join(home, 'page.html');
  writeFileSync(
    page,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title><h1>Bare</h1><button>${button}</button></html>`,
  );
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: which, version: '0.0.0', type: 'module', main: 'main.mjs' }),
  );
  writeFileSync(
    join(home, 'main.mjs'),
    `import ${JSON.stringify(join(root, 'bench/window/observed.mjs'))};\n`,
  );
  const env = {
    ...process.env,
    BENCH_BUTTON: button,
    BENCH_PAGE: page,
    BENCH_MAIN: which === 'bare' ? join(root, 'bench/window/bare.mjs') : join(root, 'out/main/index.js'),
    LANG: 'en_CA.UTF-8',
    LANGUAGE: 'en_CA',
  };
  return async () => {
    const asked = Date.now();
    const child = spawn(electron, [...flags(), home, `--user-data-dir=${join(home, 'data')}`], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let told = '';
    child.stdout.on('data', (chunk) => {
      told += chunk;
    });
    await once(child, 'close');
    const at = JSON.parse(told) as Record<keyof Start, number>;
    return Object.fromEntries(
      Object.entries(at).map(([step, time]) => [step, time - asked]),
    ) as unknown as Start;
  };
}

/** Chromium refuses its process sandbox to root. */
export function flags(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
