import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { program } from '../support/command-line.ts';
import { loneCli } from '../support/lone-cli.ts';

const { home, cli } = loneCli();

test('prints its URL first, knows the seed, and ends cleanly on a signal', async () => {
  const seed = join(home(), 'seed.csv');
  writeFileSync(seed, 'referenceID,plate\r\na-1,PL\r\n');
  const child = spawn(process.execPath, [program, 'practice', '--token', 'token-1', '--seed', seed]);
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, 'line')) as [string];
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const ask = async (referenceID: string) => {
    const body = JSON.stringify({ apiToken: 'token-1', referenceID });
    const response = await fetch(`${url}/api/ANY/v1/permits/update`, { method: 'POST', body });
    return response.json();
  };
  expect(await ask('a-1')).toMatchObject({ status: 'success' });
  expect(await ask('a-2')).toMatchObject({ ErrorCode: 9009 });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  [['--fail', '2']],
  [['--fail', '0.6', '--drop', '0.6']],
  [['--port', '-1']],
  [['--port', 'x']],
  [['--latency', '1.5']],
  [['--token', 'two words']],
  [['--seed', 'no-such-file.csv']],
  [['--log', '/no/such/folder/log.sqlite']],
])('%j is wrong usage', async (args) => {
  const ended = await cli(['practice', ...args]);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toMatch(/\.\n$/);
});
