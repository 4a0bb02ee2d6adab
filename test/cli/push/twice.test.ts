import { linkSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { editCell } from '../../../src/batch/edits/edit.ts';
import { openBatches } from '../../../src/main/engine/batches.ts';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';

const token = 'token-of-two-pushes-0816';
const rows = 300;
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

const lines = Array.from({ length: rows }, (_, n) => `r-${n},ABC,`);

test.each(['one data folder', 'two data folders'])(
  'the same file pushed by two at once, in %s, is sent once, and the other is told so',
  async (which) => {
    controller = await scriptedController((request, response) =>
      setTimeout(() => accept(request, response), 5),
    );
    const args = ['push', place.csv('twice.csv', ...lines), ...place.to(controller.url)];
    const other = which === 'one data folder' ? args : ['--data-dir', join(place.folder, 'other'), ...args];
    const ended = await Promise.all([place.run(args), place.run(other)]);
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 1]);
    const refused = ended.find(({ code }) => code === 1);
    expect(['file-busy', 'pushed-before']).toContain(JSON.parse(refused?.out ?? '{}').stoppedBy.code);
    expect(controller.got).toHaveLength(rows);
  },
);

test('nobody edits, pushes or hard-links around a batch that is being pushed', async () => {
  let whilePushing: (() => Promise<void>) | null = null;
  let looked: Promise<void> | null = null;
  controller = await scriptedController((request, response) => {
    if (request.before === 50) looked = whilePushing?.() ?? null;
    setTimeout(() => accept(request, response), 20);
  });
  const { url } = controller;
  const running = place.start(['push', place.csv('once.csv', ...lines), ...place.to(url)]);
  whilePushing = async () => {
    const folder = join(place.data, 'batches');
    const batch = readdirSync(folder).find((name) => name.endsWith('.permitbatch')) ?? '';
    const batches = openBatches(folder, { isPushed: () => false, tell: () => {} });
    const edited = await batches.change(batch, (document) =>
      editCell(
        document,
        { row: 200, column: 2, value: 'EDITED' },
        { who: 'somebody', now: () => new Date() },
      ),
    );
    expect(edited).toMatchObject({ ok: false, failure: { code: 'batch-busy' } });
    batches.close(batch);
    const link = join(place.folder, 'link.permitbatch');
    linkSync(join(folder, batch), link);
    const second = await place.run(['resume', link, ...place.to(url)]);
    expect(second.code).toBe(1);
    expect(JSON.parse(second.out).stoppedBy.code).toBe('batch-busy');
  };
  const { code } = await running.ended;
  await looked;
  expect(looked).not.toBe(null);
  expect(code).toBe(0);
  expect(controller.got).toHaveLength(rows);
}, 60_000);

test('a batch of a file of this name that cannot be read is said before a push', async () => {
  controller = await scriptedController(accept);
  const source = place.csv('march.csv', ...lines);
  const args = ['push', source, ...place.to(controller.url)];
  expect((await place.run(args)).code).toBe(0);
  const folder = join(place.data, 'batches');
  const [batch = ''] = readdirSync(folder).filter((name) => name.endsWith('.permitbatch'));
  writeFileSync(join(folder, batch), 'no batch any more');
  const again = await place.run(args);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.out).stoppedBy.code).toBe('earlier-unreadable');
  expect(again.err).toContain(batch);
  expect(controller.got).toHaveLength(rows);
  expect((await place.run([...args, '--again'])).code).toBe(0);
});
