import { describe, expect, test } from 'vitest';
import { classify, type HttpAnswer, type Reply } from '../../src/opscom/reply.ts';
import { retryAfterMs } from '../../src/opscom/retry-after.ts';

const id = '1a9b5375-cb75-4c71-9939-eeae550b09ac';
const now = Date.parse('2026-07-01T12:00:00Z');

function replyTo(status: number, body: unknown, headers: HttpAnswer['headers'] = {}, cut = false): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classify({ status, headers, body: text, cut }, { referenceId: id, token: 'secret-Token-1', now });
}

const success = { status: 'success', reference_id: id, InternalReferenceID: 'internal-1' };

describe('accepted only when everything fits', () => {
  test.each<[string, number, unknown, Partial<Reply>]>([
    ['as published', 200, success, { kind: 'accepted', referenceId: id, internalReferenceId: 'internal-1' }],
    [
      'the other spelling',
      200,
      { status: 'success', reference_id: id, 'Internal Reference ID': 'internal-2' },
      { kind: 'accepted', internalReferenceId: 'internal-2' },
    ],
    [
      'no internal ID',
      201,
      { status: 'success', reference_id: id },
      { kind: 'accepted', internalReferenceId: null },
    ],
    ['with a BOM', 200, `\uFEFF${JSON.stringify(success)}`, { kind: 'accepted' }],
    ['a null ErrorCode', 200, { ...success, ErrorCode: null }, { kind: 'accepted' }],
    ['another status', 200, { ...success, status: 'ok' }, { kind: 'garbled', reason: 'not-the-shape' }],
    ['a boolean status', 200, { ...success, status: true }, { kind: 'garbled', reason: 'not-the-shape' }],
    ['no reference', 200, { status: 'success' }, { kind: 'garbled', reason: 'not-the-shape' }],
    [
      'a numeric reference',
      200,
      { ...success, reference_id: 1 },
      { kind: 'garbled', reason: 'not-the-shape' },
    ],
    ['another reference', 200, { ...success, reference_id: 'x' }, { kind: 'mismatched', referenceId: 'x' }],
    ['the case changed', 200, { ...success, reference_id: id.toUpperCase() }, { kind: 'mismatched' }],
    ['ErrorCode 0', 200, { ...success, ErrorCode: 0 }, { kind: 'garbled', reason: 'not-the-shape' }],
    [
      'success with an ErrorCode',
      200,
      { ...success, ErrorCode: 9009 },
      { kind: 'rejected', errorCode: 9009 },
    ],
    ['success as 500', 500, success, { kind: 'temporary' }],
    ['success as 404', 404, success, { kind: 'not-this-api' }],
    ['success as 302', 302, success, { kind: 'not-this-api', reason: 'redirect' }],
    ['success as 400', 400, success, { kind: 'garbled', reason: 'unexpected-status' }],
  ])('%s', (_name, status, body, expected) => {
    expect(replyTo(status, body)).toMatchObject(expected);
  });
});

describe('an ErrorCode is a rejection whatever the HTTP status', () => {
  test.each([200, 201, 302, 400, 401, 403, 404, 408, 422, 429, 500, 503])('%i', (status) => {
    expect(replyTo(status, { ErrorCode: 9009, ErrorMessage: 'Record not found.' })).toEqual({
      kind: 'rejected',
      httpStatus: status,
      errorCode: 9009,
      message: 'Record not found.',
      about: 'row',
    });
  });

  test.each<[unknown, number, string]>([
    ['9009', 9009, 'row'],
    [' 9002 ', 9002, 'connection'],
    [9000, 9000, 'connection'],
    [9001, 9001, 'connection'],
    [9003, 9003, 'request'],
    [9021, 9021, 'row'],
    [12, 12, 'row'],
  ])('%j', (code, errorCode, about) => {
    expect(replyTo(200, { ErrorCode: code })).toMatchObject({
      kind: 'rejected',
      errorCode,
      about,
      message: '',
    });
  });

  test.each([-1, 1.5, 'E9009', '', true, [], {}, 1e21])('%j is no code', (code) => {
    expect(replyTo(200, { ErrorCode: code })).toMatchObject({ kind: 'garbled', reason: 'not-the-shape' });
  });
});

describe('everything else', () => {
  test.each<[string, number, unknown, Partial<Reply>]>([
    ['401', 401, '', { kind: 'refused', httpStatus: 401 }],
    ['403', 403, '<html>', { kind: 'refused', httpStatus: 403 }],
    ['404', 404, '<html>', { kind: 'not-this-api', reason: 'not-found' }],
    ['408', 408, '', { kind: 'temporary', httpStatus: 408 }],
    ['425', 425, '', { kind: 'temporary', httpStatus: 425 }],
    ['429', 429, '', { kind: 'throttled', retryAfterMs: null }],
    ['500', 500, '', { kind: 'temporary' }],
    ['502', 502, '<html>', { kind: 'temporary' }],
    ['599', 599, '', { kind: 'temporary' }],
    ['405', 405, '', { kind: 'garbled', reason: 'unexpected-status' }],
    ['empty', 200, '', { kind: 'garbled', reason: 'empty' }],
    ['no content', 204, '', { kind: 'garbled', reason: 'empty' }],
    [
      'a web page',
      200,
      ' <!DOCTYPE html><p>hello',
      { kind: 'garbled', reason: 'html', excerpt: '<!DOCTYPE html><p>hello' },
    ],
    ['half of a reply', 200, '{"status":"succ', { kind: 'garbled', reason: 'not-json' }],
    ['a list', 200, [success], { kind: 'garbled', reason: 'not-the-shape' }],
    ['null', 200, 'null', { kind: 'garbled', reason: 'not-the-shape' }],
  ])('%s', (_name, status, body, expected) => {
    expect(replyTo(status, body)).toMatchObject(expected);
  });

  test('what was cut is no reply, whatever it begins with', () => {
    expect(replyTo(200, success, {}, true)).toMatchObject({ kind: 'garbled', reason: 'too-large' });
    expect(replyTo(503, '', {}, true)).toMatchObject({ kind: 'temporary' });
  });

  test('a redirect tells where to, without what may be secret', () => {
    const location = 'https://user:pass@elsewhere.test/login?token=x#y';
    expect(replyTo(302, '', { location })).toMatchObject({ location: 'https://elsewhere.test/login' });
  });
});

describe('the token is in nothing that is kept', () => {
  const echo = 'your secret-Token-1 and SECRET-TOKEN-1 and sec\u200Bret-Token-1';
  test.each<[string, number, unknown]>([
    ['message', 200, { ErrorCode: 9002, ErrorMessage: echo }],
    ['internal ID', 200, { ...success, InternalReferenceID: echo }],
    ['reference ID', 200, { ...success, reference_id: echo }],
    ['excerpt', 200, echo],
  ])('%s', (_name, status, body) => {
    const kept = JSON.stringify(replyTo(status, body, { location: `/${echo}` }));
    expect(kept.replace(/[^a-z0-9]/gi, '')).not.toMatch(/secrettoken1/i);
    expect(kept).toContain('•••');
  });

  test.each([`new-secret-Token-1`, 'new\u0000', 'x'.repeat(201), ''])(
    'an ID that a creation hands out and that cannot be kept (%j) is no reply',
    (reference_id) => {
      const reply = classify(
        { status: 200, headers: {}, body: JSON.stringify({ status: 'success', reference_id }), cut: false },
        { referenceId: null, token: 'secret-Token-1', now },
      );
      expect(reply).toMatchObject({ kind: 'garbled', reason: 'not-the-shape' });
      expect(JSON.stringify(reply)).not.toContain('secret-Token-1');
    },
  );

  test('nor as an error code, where it has the form of one', () => {
    const body = JSON.stringify({ ErrorCode: 471_108_150, ErrorMessage: '' });
    const reply = classify(
      { status: 200, headers: {}, body, cut: false },
      { referenceId: id, token: '471108150', now },
    );
    expect(reply.kind).toBe('garbled');
    expect(JSON.stringify(reply)).not.toContain('471108150');
  });

  test('location', () => {
    const kept = JSON.stringify(replyTo(301, '', { location: 'https://x.test/secret-Token-1' }));
    expect(kept).toContain('https://x.test/•••');
  });

  test('a message is one line of at most 1,000 characters', () => {
    const reply = replyTo(200, { ErrorCode: 9030, ErrorMessage: `a\r\n\u0000b${'x'.repeat(2000)}` });
    expect(reply).toMatchObject({ message: expect.stringMatching(/^a bx+…$/) });
    expect(reply.kind === 'rejected' && reply.message.length).toBe(1000);
  });
});

describe('Retry-After', () => {
  test.each<[string | undefined, string | undefined, number | null]>([
    [undefined, undefined, null],
    ['0', undefined, 0],
    ['120', undefined, 120_000],
    ['9'.repeat(400), undefined, 86_400_000],
    ['Fri, 01 Jan 9999 00:00:00 GMT', undefined, 86_400_000],
    [' 1.5 ', undefined, 1500],
    ['-1', undefined, null],
    ['soon', undefined, null],
    ['Wed, 01 Jul 2026 12:00:30 GMT', undefined, 30_000],
    ['Wed, 01 Jul 2026 11:00:00 GMT', undefined, 0],
    // The controller's clock is an hour ahead: its own Date tells.
    ['Wed, 01 Jul 2026 13:00:30 GMT', 'Wed, 01 Jul 2026 13:00:00 GMT', 30_000],
    ['Wednesday, 01-Jul-26 12:00:30 GMT', undefined, 30_000],
    ['2026-07-01T12:00:30Z', undefined, null],
  ])('%s against %s', (header, date, expected) => {
    expect(retryAfterMs(header, date, now)).toBe(expected);
  });

  test('on 429 and on 503', () => {
    expect(replyTo(429, '', { 'retry-after': '2' })).toMatchObject({ kind: 'throttled', retryAfterMs: 2000 });
    expect(replyTo(503, '', { 'retry-after': '2' })).toMatchObject({ kind: 'temporary', retryAfterMs: 2000 });
  });
});
