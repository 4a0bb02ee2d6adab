import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { practiceProcess } from '../../support/command-line.ts';
import { makeBatch } from '../../support/made-batch.ts';
import { outcomesOf, push } from '../../support/push-batch.ts';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';

const token = 'token-of-interruptions-0816';
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

async function serve(onRequest: (before: number) => void, delay = 5): Promise<string> {
  controller = await scriptedController((request, response) => {
    onRequest(request.before);
    setTimeout(() => accept(request, response), delay);
  });
  return controller.url;
}

test('SIGTERM: like Ctrl+C, exit 130, what was done is on disk, results are written', async () => {
  const url = await serve((before) => before === 40 && running.child.kill('SIGTERM'));
  const running = place.start(['push', file(), ...place.to(url)]);
  const { code, out, err } = await running.ended;
  expect(code).toBe(130);
  const report = JSON.parse(out);
  expect(report.accepted).toBe(controller?.got.length);
  expect(report.accepted + report.unsent).toBe(rows);
  expect(report.stoppedBy).toBe(null);
  expect(err).toContain(`permit-loader resume "${report.batch}"`);
  expect(readFileSync(report.results, 'utf8').match(/,unsent,/g)).toHaveLength(report.unsent);
});

test('a second Ctrl+C ends it at once; resume finds every row', async () => {
  controller = await scriptedController((request, response) => {
    if (request.before < 20) return accept(request, response);
    if (request.before > 20) return;
    // Never answered: it would finish only when its time is up.
    running.child.kill('SIGINT');
    setTimeout(() => running.child.kill('SIGINT'), 300);
  });
  const running = place.start(['push', file(), ...place.to(controller.url)]);
  const { code } = await running.ended;
  expect(code).toBe(130);
  const { url } = controller;
  await controller.close();
  controller = await scriptedController(accept, Number(new URL(url).port));
  const [listed] = JSON.parse((await place.run(['list', '--json'])).out).batches;
  expect(listed.interrupted).toBe(true);
  expect(listed.unknown).toBeGreaterThan(0);
  const resumed = await place.run(['resume', listed.batch, ...place.to(url)]);
  expect(resumed.code).toBe(0);
  expect(controller.got).toHaveLength(rows - listed.accepted);
});

test('a stopped process (a closed lid) goes on where it was', async () => {
  const url = await serve((before) => {
    if (before === 60) {
      running.child.kill('SIGSTOP');
      setTimeout(() => running.child.kill('SIGCONT'), 1_500);
    }
  });
  const running = place.start(['push', file(), ...place.to(url)]);
  const { code, out } = await running.ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ accepted: rows, attempts: controller?.got.length });
});

test('a controller that hangs for a while is asked again, and every row gets through', async () => {
  const log = join(place.folder, 'practice.sqlite');
  const practice = await practiceProcess(['--token', token, '--latency', '3', '--log', log]);
  const document = makeBatch(place.folder, { rows });
  let hung = false;
  const end = await push(document, practice.url, {
    token,
    timeouts: { headers: 400, connect: 400 },
    onProgress: ({ tally }) => {
      if (hung || tally.accepted < 100) return;
      hung = true;
      practice.child.kill('SIGSTOP');
      setTimeout(() => practice.child.kill('SIGCONT'), 1_200);
    },
  });
  await practice.stop();
  expect(end).toMatchObject({ end: 'finished', tally: { accepted: rows } });
  expect(hung).toBe(true);
  const again = outcomesOf(document).filter(({ resent }) => resent === 1);
  expect(again.length).toBeGreaterThan(0);
  document.close();
}, 60_000);

test('a batch folder that is removed under a push: exit 3, results, and resume goes on', async () => {
  const url = await serve(
    (before) => before === 100 && rmSync(join(place.data, 'batches'), { recursive: true }),
  );
  const { code, out, err } = await place.run(['push', file(), ...place.to(url)]);
  expect(code).toBe(3);
  expect(err).toContain('removed or moved');
  const report = JSON.parse(out);
  expect(report.stoppedBy.code).toBe('batch-gone');
  expect(report.accepted + report.unknown + report.unsent).toBe(rows);
  expect(readFileSync(report.results, 'utf8').match(/,accepted,/g)).toHaveLength(report.accepted);
  const resumed = await place.run(['resume', report.batch, ...place.to(url)]);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ accepted: rows });
});

test('a controller that stays away: waited for, said, then exit 3, and resume goes on', async () => {
  const url = await serve((before) => before === 60 && void controller?.close());
  const port = Number(new URL(url).port);
  const { code, out, err } = await place.run(['push', file(), ...place.to(url), '--patience', '2']);
  expect(code).toBe(3);
  expect(err).toContain('The controller cannot be reached');
  const report = JSON.parse(out);
  expect(report.stoppedBy.code).toBe('waited-too-long');
  expect(report.accepted + report.unknown + report.unsent).toBe(rows);
  expect(readFileSync(report.results, 'utf8').trimEnd().split('\r\n')).toHaveLength(rows + 1);
  controller = await scriptedController(accept, port);
  const resumed = await place.run(['resume', report.batch, ...place.to(url)]);
  expect(JSON.parse(resumed.out)).toMatchObject({ accepted: rows });
});

test('time that the machine slept while the controller was away spends no patience', async () => {
  const url = await serve((before) => before === 60 && void controller?.close());
  const port = Number(new URL(url).port);
  const running = place.start(['push', file(), ...place.to(url), '--patience', '6']);
  let err = '';
  running.child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  await expect.poll(() => err).toContain('cannot be reached');
  running.child.kill('SIGSTOP');
  await passed(8_000);
  running.child.kill('SIGCONT');
  await passed(500);
  controller = await scriptedController(accept, port);
  const { code, out } = await running.ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ accepted: rows });
}, 60_000);

test('a certificate that is not trusted stops the first row, and a run in the middle; nothing is sent with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const [good, bad] = ['good', 'bad'].map((name) => {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const request = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost`;
    execFileSync('openssl', request.split(' '), { stdio: 'ignore' });
    return { path: cert, key: readFileSync(key), cert: readFileSync(cert) };
  });
  if (!good || !bad) throw new Error('openssl made no certificates');
  let got = 0;
  const server = createServer({ key: good.key, cert: good.cert }, (request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      got++;
      const { referenceID } = JSON.parse(text) as { referenceID: string };
      response.end(JSON.stringify({ status: 'success', reference_id: referenceID }));
      if (got !== 60) return;
      server.setSecureContext({ key: bad.key, cert: bad.cert });
      setImmediate(() => server.closeAllConnections());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const source = file();

  const untrusted = await place.run(['push', source, ...place.to(url)]);
  expect(untrusted.code).toBe(3);
  expect(JSON.parse(untrusted.out)).toMatchObject({ unsent: rows, stoppedBy: { code: 'certificate' } });
  expect(got).toBe(0);

  const changed = await place.start(['push', source, ...place.to(url)], {
    env: { NODE_EXTRA_CA_CERTS: good.path },
  }).ended;
  expect(changed.code).toBe(3);
  const report = JSON.parse(changed.out);
  expect(report.stoppedBy.code).toBe('certificate');
  expect(report.accepted + report.unknown + report.unsent).toBe(rows);
  expect(report.unsent).toBeGreaterThan(200);
  expect(got).toBeLessThan(100);
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

test('what one controller has had rows of is neither resumed, retried nor pushed at another', async () => {
  const url = await serve((before) => before === 40 && running.child.kill('SIGTERM'));
  const running = place.start(['push', file(), ...place.to(url)]);
  const { batch } = JSON.parse((await running.ended).out);
  const other = await scriptedController(accept);
  try {
    for (const kind of ['resume', 'retry', 'push']) {
      const { code, out, err } = await place.run([kind, batch, ...place.to(other.url)]);
      const { stoppedBy } = JSON.parse(out);
      expect({ kind, code, why: stoppedBy?.code }).toEqual({ kind, code: 1, why: 'batch-bound' });
      expect(err).toContain(url);
    }
    const elsewhere = place.to(url).map((word) => (word === 'OC-TEST' ? 'OC-OTHER' : word));
    expect((await place.run(['resume', batch, ...elsewhere])).code).toBe(1);
    expect(other.got).toEqual([]);
    const resumed = await place.run(['resume', batch, ...place.to(url)]);
    expect(JSON.parse(resumed.out)).toMatchObject({ accepted: rows });
  } finally {
    await other.close();
  }
});
