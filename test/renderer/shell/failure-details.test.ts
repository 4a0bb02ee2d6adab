import { expect, test } from 'vitest';
import { failureDetails } from '../../../src/renderer/shell/failure-details.ts';

const app = { version: '1.2.3', system: 'Linux 6.1, Electron 33.2.1' };
const now = new Date('2026-11-24T12:00:00Z');

test('Details for support name the app, the moment, the failure and its codes', () => {
  const failure = { code: 'refused-by-code', facts: { errorCode: 9002, httpStatus: 200, id: 'a1b2' } };
  expect(failureDetails(app, failure, now)).toBe(
    'Permit Loader 1.2.3 (Linux 6.1, Electron 33.2.1)\n2026-11-24T12:00:00.000Z\nrefused-by-code\nid: a1b2\nerrorCode: 9002\nhttpStatus: 200',
  );
});

test.each([
  { path: '/home/ana/march.csv' },
  { name: 'Downtown-lot' },
  { message: 'PL8RDR' },
  { batch: 'march.permitbatch' },
  { location: 'https://controller.example.com' },
  { reason: 'EACCES: permission denied, open /home/ana/march.csv' },
  { headers: 'Ana' },
  { value: 'secret-token' },
])('Details for support leave out %o', (facts) => {
  const told = failureDetails(app, { code: 'any', facts }, now);
  expect(told.split('\n')).toHaveLength(3);
});
