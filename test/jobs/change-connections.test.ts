import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listConnections } from '../../src/connections/store.ts';
import { runCli } from '../support/command-line.ts';

test('Connections that are added at once by processes of their own are all kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'permit-loader-at-once-'));
  const names = Array.from({ length: 8 }, (_, at) => `Lot ${at + 1}`);
  const target = ['--controller', 'https://controller.example', '--client', 'OC-TOMA'];
  const ended = await Promise.all(
    names.map((name) => runCli(folder, ['connection', 'add', name, ...target])),
  );
  expect(ended.map(({ code }) => code)).toEqual(names.map(() => 0));
  const listed = listConnections(folder);
  expect(listed.ok && listed.value.map(({ name }) => name).slice(1)).toEqual(names);
  rmSync(folder, { recursive: true, force: true });
});
