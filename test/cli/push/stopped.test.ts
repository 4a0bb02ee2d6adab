import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../support/command-line.ts';
import { place, practice, withPractice } from '../../support/each-push.ts';
import { accept, reject, scriptedController } from '../../support/scripted-controller.ts';

const token = 'token-of-the-terminal-0815';
withPractice(token, ['a-1', 'a-2', 'a-3']);

const to = (url: string) => place.to(url);
const csv = (name: string, ...lines: string[]) => place.csv(name, ...lines);

test('a wrong token: exit 3, a sentence, results, and resume goes on with the right one', async () => {
  const file = csv('wrong.csv', 'a-1,ABC,', 'a-2,DEF,');
  const stopped = await runCli(place.data, ['push', file, ...to(practice.url)], 'another-token\n');
  expect(stopped.code).toBe(3);
  const report = JSON.parse(stopped.out);
  expect(report).toMatchObject({ unsent: 2, accepted: 0, stoppedBy: { code: 'refused-by-code' } });
  expect(report.results).toBe(join(place.folder, 'wrong.results.csv'));
  const listed = JSON.parse((await place.run(['list', '--json'])).out);
  expect(listed.batches).toMatchObject([{ batch: report.batch, unsent: 2, interrupted: true }]);
  const resumed = await place.run(['resume', report.batch, ...to(practice.url)]);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ accepted: 2 });
  expect(JSON.parse((await place.run(['list', '--json'])).out).batches).toMatchObject([
    { interrupted: false },
  ]);
});

test('nothing listens: exit 3', async () => {
  const { code, err } = await place.run(['push', csv('u.csv', 'a-1,ABC,'), ...to('http://127.0.0.1:1')]);
  expect(code).toBe(3);
  expect(err).toContain('Nothing answers');
});

test('the first twenty permits are unknown: exit 3', async () => {
  const controller = await scriptedController(reject(9009));
  const lines = Array.from({ length: 60 }, (_, n) => `r-${n},ABC,`);
  const { code, out } = await place.run(['push', csv('l.csv', ...lines), ...to(controller.url)]);
  await controller.close();
  expect(code).toBe(3);
  expect(JSON.parse(out).stoppedBy.code).toBe('wrong-lot');
});

test('Ctrl+C: exit 130, what is in the air finishes, results are written, resume sends the rest', async () => {
  const controller = await scriptedController((request, response) => {
    if (request.before === 40) running.child.kill('SIGINT');
    setTimeout(() => accept(request, response), 20);
  });
  const lines = Array.from({ length: 400 }, (_, n) => `r-${n},ABC,`);
  const running = place.start(['push', csv('i.csv', ...lines), ...to(controller.url)]);
  const { code, out } = await running.ended;
  expect(code).toBe(130);
  const report = JSON.parse(out);
  expect(report.accepted).toBe(controller.got.length);
  expect(report.accepted + report.unsent).toBe(400);
  expect(readFileSync(report.results, 'utf8').trimEnd().split('\r\n')).toHaveLength(401);
  const resumed = await place.run(['resume', report.batch, ...to(controller.url)]);
  await controller.close();
  expect(resumed.code).toBe(0);
  expect(controller.got).toHaveLength(400);
});

test('a batch that another process is pushing: refused with a sentence', async () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const controller = await scriptedController((request, response) => {
    if (request.before < 4) accept(request, response);
    else void opened.then(() => accept(request, response));
  });
  const lines = Array.from({ length: 100 }, (_, n) => `r-${n},ABC,`);
  const first = place.start(['push', csv('b.csv', ...lines), ...to(controller.url)]);
  await expect.poll(() => controller.got.length).toBeGreaterThan(4);
  const name = readdirSync(join(place.data, 'batches')).find((one) => one.endsWith('.permitbatch')) ?? '';
  const second = await place.run(['resume', join(place.data, 'batches', name), ...to(controller.url)]);
  open();
  expect(second.code).toBe(1);
  expect(JSON.parse(second.out).stoppedBy.code).toBe('batch-busy');
  expect(second.err).toContain('being pushed at this moment');
  expect((await first.ended).code).toBe(0);
  await controller.close();
  expect(controller.got).toHaveLength(100);
});
