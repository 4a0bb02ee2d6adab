import process from 'node:process';
import pLimit from 'p-limit';
import { Pool } from 'undici';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { pendingRows, scopeFromNow } from '../../src/batch/push/pending.ts';
import { pushBatch } from '../../src/batch/push/push.ts';

export interface PushInput {
  readonly batch: string;
  readonly url: string;
  readonly concurrency: number;
}

const client = 'OC-BENCH';
const token = 'bench';

/** Of one push, its start-up left out. Milliseconds: by the clock, and of processor time in all threads. */
export interface PushCost {
  readonly ms: number;
  readonly cpu: number;
  readonly accepted: number;
}

/** undici and p-limit alone: every row's update sent from memory, its reply parsed, nothing kept. */
export async function pushBare({ batch, url, concurrency }: PushInput): Promise<PushCost> {
  const document = opened(batch);
  const bodies = (document.db.prepare('select cells from row').all() as { cells: string }[]).map(
    ({ cells }) => {
      const [referenceID, plate, endTime, Amount, currency] = JSON.parse(cells) as string[];
      return JSON.stringify({ apiToken: token, referenceID, plate, Amount, currency, endTime });
    },
  );
  document.close();
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const limit = pLimit(concurrency);
  const cost = startCost();
  const replies = await limit.map(bodies, async (body) => {
    const reply = await pool.request({
      path: `/api/${client}/v1/permits/update`,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body,
    });
    return ((await reply.body.json()) as { status?: string }).status === 'success';
  });
  const spent = cost();
  await pool.close();
  if (replies.includes(false)) throw new Error('A reply was no success.');
  return { ...spent, accepted: replies.length };
}

/** What of a push is reading: every row taken from the batch and made a request, as the push does it, and nothing else. */
export async function readPending({ batch }: Pick<PushInput, 'batch'>): Promise<PushCost> {
  const document = opened(batch);
  const cost = startCost();
  let rows = 0;
  for (const _ of pendingRows(document, { id: 0, scope: scopeFromNow('push') }, new Set())) rows++;
  const spent = cost();
  document.close();
  return { ...spent, accepted: rows };
}

/** The product's push, journal on. */
export async function pushJournalled({ batch, url, concurrency }: PushInput): Promise<PushCost> {
  const document = opened(batch);
  const cost = startCost();
  const end = await pushBatch(
    document,
    { connection: '', controller: url, client, token, concurrency, rate: null },
    {
      kind: 'push',
      onlyValid: false,
      who: 'bench',
      patienceMs: 60_000,
      onWrongLot: async () => false,
    },
    () => {},
    new AbortController().signal,
  );
  const spent = cost();
  document.close();
  if (!end.ok) throw new Error(`The push was refused: ${end.failure.code}`);
  return { ...spent, accepted: end.value.tally.accepted };
}

function startCost(): () => { ms: number; cpu: number } {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - startedAt, cpu: (user + system) / 1000 };
  };
}

function opened(batch: string): BatchDocument {
  const document = openDocument(batch);
  if (!document.ok) throw new Error(`The batch cannot be opened: ${document.failure.code}`);
  return document.value;
}
