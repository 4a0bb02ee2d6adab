import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-windows-'));
const data = join(folder, 'données');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const token = 'b17f7a6c-5a5b-4e0d-9f0e-2f1f0c9c7d11';
const name = `Stationnement à l’été ${process.pid}`;

test('a connection is kept, and its token is in the Credential Manager and in no file', async () => {
  const stated = ['--controller', 'https://controller.example', '--client', 'OC-TOMA'];
  expect(await runCli(data, ['connection', 'add', name, ...stated])).toMatchObject({ code: 0 });
  const listed = await runCli(data, ['connection', 'list', '--json']);
  expect(JSON.parse(listed.out).connections).toMatchObject([{ name: 'Practice' }, { name }]);

  const status = async () =>
    JSON.parse((await runCli(data, ['token', 'status', name, '--json'])).out).token as string;
  expect(await status()).toBe('missing');
  const set = await runCli(data, ['token', 'set', name], `${token}\r\n`);
  expect(set).toMatchObject({ code: 0, err: '' });
  expect(set.out).not.toContain(token);
  expect(await status()).toBe('set');
  for (const file of readdirSync(data)) expect(readFileSync(join(data, file), 'utf8')).not.toContain(token);

  expect(await runCli(data, ['token', 'delete', name])).toMatchObject({ code: 0 });
  expect(await status()).toBe('missing');
  expect(await runCli(data, ['connection', 'remove', name])).toMatchObject({ code: 0 });
});
