import { rmSync } from 'node:fs';
import { type ReportFormat, writeReport } from '../../src/batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import { beginRun, endRun } from '../../src/batch/push/run.ts';
import { addOutcomes } from '../../src/batch/trail/outcome-group.ts';
import { ensureTrail } from '../../src/batch/trail/record.ts';
import { nextSeq } from '../../src/batch/trail/trail.ts';
import type { Verification } from '../../src/batch/verify/verification.ts';
import { verifyBatch } from '../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../src/words/words.ts';

interface Timed {
  readonly ms: number;
  readonly cpu: number;
}

/** Rows that a push records together. */
const groupSize = 500;

/** Gives every row of a batch an outcome as a push would: in groups, each with its entry on the trail. */
export async function fillOutcomes({ batch }: { batch: string }): Promise<number> {
  const document = open(batch);
  const { db } = document;
  db.exec('pragma synchronous = off');
  const now = () => new Date();
  ensureTrail(document, now());
  const run = beginRun(
    document,
    {
      kind: 'push',
      connection: 'Lot 7',
      controller: 'https://controller.example.com',
      client: 'OC-TOMA',
      who: 'somebody',
      concurrency: 32,
      rate: null,
      unknownToo: false,
    },
    now(),
  );
  const columns = `row, run, status, attempts, http_status, error_code, message, reference_id, internal_reference_id, completed_at, sent, entry`;
  const fill = db.prepare(
    `insert into outcome (${columns})
     select number, ?, iif(number % 100 = 0, 'rejected', 'accepted'), 1, 200, iif(number % 100 = 0, 9009, null),
       iif(number % 100 = 0, 'Record not found.', null), cells ->> 0, cells ->> 0, ?,
       json_patch(json_object('referenceId', cells ->> 0, 'endTime', cells ->> 2), json_object('plate', nullif(cells ->> 1, ''),
         'amount', nullif(cells ->> 3, ''), 'currency', nullif(cells ->> 4, ''))), ?
     from row where number > ? and state < 2 order by number limit ${groupSize}`,
  );
  const numbers = db.prepare('select row from outcome where entry = ? and row > ?');
  let filled = 0;
  for (let last = 0; ; ) {
    db.exec('begin immediate');
    const entry = nextSeq(db);
    const at = now();
    const { changes } = fill.run(run.id, at.toISOString(), entry, last);
    if (changes > 0) {
      const rows = numbers.all(entry, last) as { row: number }[];
      addOutcomes(
        db,
        run.id,
        rows.map(({ row }) => ({ row, outcome: 'accepted', answer: {}, replyMs: 12 })),
        at,
      );
      last = rows.at(-1)?.row ?? last;
    }
    db.exec('commit');
    filled += changes;
    if (changes < groupSize) break;
  }
  endRun(document, run.id, 'finished', null, now());
  document.close();
  return filled;
}

export async function reportOnce({
  batch,
  format,
  out,
}: {
  batch: string;
  format: ReportFormat;
  out: string;
}): Promise<Timed> {
  const document = open(batch);
  rmSync(out, { force: true });
  const choice = { format, words: wordsIn('en'), redacted: false, allRows: false, now: new Date() };
  const timed = await measured(async () => {
    const written = await writeReport(document, out, choice);
    if (!written.ok) throw new Error(written.failure.code);
  });
  document.close();
  return timed;
}

export async function verifyBatchOnce({ batch }: { batch: string }): Promise<Timed> {
  const document = open(batch);
  const timed = await measured(async () => whole(await verifyBatch(document)));
  document.close();
  return timed;
}

export function verifyReportOnce({ report }: { report: string }): Promise<Timed> {
  return measured(async () => {
    const found = await verifyReport(report);
    if (!found.ok) throw new Error(found.failure.code);
    whole(found.value);
  });
}

function whole({ first }: Verification): void {
  if (first) throw new Error(`${first.code} at ${first.seq}`);
}

function open(batch: string): BatchDocument {
  const opened = openDocument(batch);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

async function measured(work: () => Promise<void>): Promise<Timed> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - startedAt, cpu: (user + system) / 1000 };
}
