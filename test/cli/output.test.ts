import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { program } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-output-'));

describe.skipIf(!existsSync('/dev/full'))('a disk that is full', () => {
  test.each([
    [['list', '--json']],
    [['list']],
    [['--help']],
    [['template', '--operation', 'update', '--out', join(folder, 'template.csv')]],
  ])('%j ends in a sentence, not in a stack', async (args) => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [program, '--data-dir', folder, ...args], {
      stdio: ['ignore', full, 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    let told = '';
    child.stderr?.on('data', (chunk) => {
      told += chunk;
    });
    const [code] = (await once(child, 'close')) as [number];
    expect(told).toMatch(
      /^What there is to say could not be written \(ENOSPC.*\)\. The work itself went on\.\n$/,
    );
    expect(code).toBe(2);
  });
});

test.skipIf(process.platform === 'win32')('SIGUSR1 opens no inspector', async () => {
  const child = spawn(process.execPath, [program, 'practice']);
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.kill('SIGUSR1');
  await pause(1_000);
  expect(told).toBe('');
  expect((await fetch(url)).status).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
