import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BridgeEvent } from '../../../src/bridge/contract.ts';
import {
  type Connection,
  connectionByHand,
  practiceConnection,
} from '../../../src/connections/connection.ts';
import { type EngineCalls, engineCalls } from '../../../src/main/engine/calls.ts';
import type { OperationName } from '../../../src/permit/operation.ts';
import { removeFolder } from '../../support/remove-folder.ts';

let folder: string;
let heard: BridgeEvent[];
let engine: EngineCalls;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-known-'));
  heard = [];
  const onBug = (bug: unknown) => {
    throw bug;
  };
  engine = engineCalls({ folder, appVersion: '0' }, { tell: (event) => heard.push(event), onBug });
});
afterEach(() => removeFolder(folder));

type Heard<Kind extends BridgeEvent['kind']> = Extract<BridgeEvent, { readonly kind: Kind }>;

async function next<Kind extends BridgeEvent['kind']>(kind: Kind): Promise<Heard<Kind>> {
  const find = () => heard.find((event): event is Heard<Kind> => event.kind === kind);
  await expect.poll(find).toBeDefined();
  const found = find();
  if (!found) throw new Error(kind);
  heard = heard.filter((event) => event !== found);
  return found;
}

async function read(name: string, lines: readonly string[], operation: OperationName = 'create') {
  const source = join(folder, name);
  writeFileSync(source, lines.join('\r\n'));
  const reading = { reading: name, source, choice: {}, operation, connection: practiceConnection };
  engine.read({ ...reading, replaces: null, carriesOver: false, sameForAll: null });
  const { result } = await next('reading-ended');
  if (result === 'cancelled' || !result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

async function practise(batch: string) {
  const begun = await engine.push({
    batch,
    kind: 'push',
    connection: practiceConnection,
    token: null,
    out: null,
    proxy: null,
    signingKey: null,
    leaveOut: false,
    onlyValid: false,
    unknownToo: false,
    again: false,
    trial: false,
    outcomes: null,
    language: 'en',
  });
  expect(begun).toEqual({ ok: true, value: null });
  return next('push-ended');
}

const codes = ({ issueCounts }: { issueCounts: readonly { code: string; count: number }[] }) =>
  Object.fromEntries(issueCounts.map(({ code, count }) => [code, count]));

const end = '2031-06-30T23:59:59';
const lines = ['Permit No,Lot,Plate,End Date', `P-1,Lot 7,ABC 123,${end}`, `P-2,Lot 7,ABC 124,${end}`];

test('what was created meanwhile is told in the batches that wait, in those that are opened later, and not elsewhere', async () => {
  const first = await read('first.csv', lines);
  const waiting = await read('waiting.csv', [...lines, `P-3,Lot 7,ABC 125,${end}`]);
  expect(codes(waiting)).toEqual({});
  await practise(first.batch);
  const checked = await next('checked');
  expect(checked.batch).toBe(waiting.batch);
  expect(codes(checked.summary)).toEqual({ 'permit-exists': 2 });
  expect(checked.summary).toMatchObject({ pushable: 1, invalid: 2 });

  const later = await read('later.csv', lines);
  expect(codes(later)).toEqual({ 'permit-exists': 2 });
  const elsewhere: Connection = { ...connectionByHand('http://127.0.0.1:1', 'OC-TEST'), name: 'Lot 7' };
  const other = await engine.checkFor({ batch: later.batch, connection: elsewhere });
  expect(other.ok && codes(other.value)).toEqual({});
  const back = await engine.checkFor({ batch: later.batch, connection: practiceConnection });
  expect(back.ok && codes(back.value)).toEqual({ 'permit-exists': 2 });
});
