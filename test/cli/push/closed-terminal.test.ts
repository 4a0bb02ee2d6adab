import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';

const token = 'token-of-closed-terminals-0816';
const rows = 400;
let place: PushFolder;
let controller: ScriptedController | null = null;
beforeEach(() => {
  place = pushFolder(token);
});
afterEach(async () => {
  await controller?.close();
  controller = null;
  place.remove();
});

const file = () => place.csv('long.csv', ...Array.from({ length: rows }, (_, n) => `r-${n},ABC,`));

async function serve(onRequest: (before: number) => void): Promise<string> {
  controller = await scriptedController((request, response) => {
    onRequest(request.before);
    setTimeout(() => accept(request, response), 5);
  });
  return controller.url;
}

test('a terminal that is closed, and says so twice, ends a push with 130, its results and every answer', async () => {
  const url = await serve((before) => {
    if (before !== 60) return;
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    running.child.kill('SIGHUP');
    setTimeout(() => running.child.kill('SIGHUP'), 1);
  });
  const running = place.start(['push', file(), ...place.to(url)]);
  expect((await running.ended).code).toBe(130);
  const sent = controller?.got.length ?? 0;
  expect(sent).toBeLessThan(rows / 2);
  const results = readFileSync(`${place.folder}/long.results.csv`, 'utf8');
  expect(results.match(/,accepted,/g)).toHaveLength(sent);
  expect(results.match(/,unsent,/g)).toHaveLength(rows - sent);
});

test('a push whose readers are gone goes on to its end', async () => {
  const url = await serve((before) => {
    if (before !== 60) return;
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
  });
  const running = place.start(['push', file(), ...place.to(url)]);
  expect((await running.ended).code).toBe(0);
  expect(controller?.got).toHaveLength(rows);
  expect(readFileSync(`${place.folder}/long.results.csv`, 'utf8').match(/,accepted,/g)).toHaveLength(rows);
});

test('a push that was started with nohup outlives its terminal', async () => {
  const url = await serve((before) => before === 60 && running.child.kill('SIGHUP'));
  const running = place.start(['push', file(), ...place.to(url)], { env: { _: '/usr/bin/nohup' } });
  expect((await running.ended).code).toBe(0);
  expect(controller?.got).toHaveLength(rows);
});
