import { linkSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { editCell } from '../../../src/batch/edits/edit.ts';
import { openBatches } from '../../../src/main/engine/batches.ts';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';
import { textRow, workbookOf } from '../../support/workbook-file.ts';

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
    const ended = await Promise.all([args, other].map((one) => place.start(one).ended));
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
    // The push does not come to its end before all has been tried.
    const answer = () => accept(request, response);
    if (request.before < 50) answer();
    else void looked?.then(answer, answer);
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

describe('permits that were created already', () => {
  const table = [
    ['Permit No', 'Plate', 'End Date', 'Amount', 'Currency'],
    ['P-1', 'ABC 123', '2031-06-30', '14.50', 'CAD'],
    ['P-2', 'ÉTÉ 1', '2031-06-30', '9.00', 'CAD'],
  ];
  const text = (delimiter: string, end: string) => table.map((row) => row.join(delimiter)).join(end);
  const cells = table.map((row, at) => textRow(at + 1, row)).join('');

  test.each([
    ['with other line ends', 'again.csv', text(',', '\n')],
    ['in another encoding', 'again.csv', Buffer.from(text(',', '\r\n'), 'latin1')],
    ['with other delimiters', 'again.csv', text(';', '\r\n')],
    ['with another column', 'again.csv', `${text(',', ',x\r\n')},x`],
    ['as a workbook', 'again.xlsx', workbookOf({ sheets: { Permits: cells } })],
  ])('are not created again from the file saved %s', async (_, name, content) => {
    controller = await scriptedController(accept);
    const create = ['--operation', 'create', '--repair', ...place.to(controller.url)];
    const source = join(place.folder, 'new.csv');
    writeFileSync(source, text(',', '\r\n'));
    expect((await place.run(['push', source, ...create])).code).toBe(0);
    const saved = join(place.folder, name);
    writeFileSync(saved, content);
    const again = await place.run(['push', saved, ...create]);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out).stoppedBy.code).toBe('pushed-before');
    expect(controller.got).toHaveLength(2);
    const rowByRow = await place.run(['push', saved, ...create, '--again']);
    expect(JSON.parse(rowByRow.out)).toMatchObject({
      stoppedBy: { code: 'rows-invalid' },
      issueCounts: { 'permit-exists': 2 },
    });
    const meant = ['push', saved, ...create, '--again', '--confirm', 'permit-exists'];
    expect((await place.run(meant)).code).toBe(0);
    expect(controller.got).toHaveLength(4);
  });

  test('are told row by row where one value is another', async () => {
    controller = await scriptedController(accept);
    const create = ['--operation', 'create', '--repair', ...place.to(controller.url)];
    const source = join(place.folder, 'new.csv');
    writeFileSync(source, text(',', '\r\n'));
    expect((await place.run(['push', source, ...create])).code).toBe(0);
    writeFileSync(source, text(',', '\r\n').replace('9.00', '9.50'));
    const again = await place.run(['push', source, ...create]);
    expect(JSON.parse(again.out).stoppedBy.code).toBe('rows-invalid');
    expect((await place.run(['push', source, ...create, '--confirm', 'permit-exists'])).code).toBe(0);
    expect(controller.got).toHaveLength(4);
  });
});
