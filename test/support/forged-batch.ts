import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll } from 'vitest';
import { writeReport } from '../../src/batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../src/batch/file/document.ts';
import { openDocument } from '../../src/batch/file/open-document.ts';
import type { RunRecord } from '../../src/batch/push/run.ts';
import { groupFacts } from '../../src/batch/trail/outcome-group.ts';
import { storedOutcomes } from '../../src/batch/trail/outcome-lines.ts';
import { hiddenSalt, saltOf } from '../../src/batch/trail/salt.ts';
import { addEntry, nextSeq } from '../../src/batch/trail/trail.ts';
import { signingOf, type Verification } from '../../src/batch/verify/verification.ts';
import { verifyReport } from '../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../src/words/words.ts';
import { type SignedBatch, signedBatch } from './signed-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-forged-'));
export const run = promisify(execFile);

export let signed: SignedBatch;
let keyFile: string;
export let recipe: string;

/** Has `signed`, its key and the recipe made before the tests of the file that says so. */
export function withSignedBatch(): void {
  beforeAll(makeSigned);
}

async function makeSigned(): Promise<void> {
  signed = await signedBatch();
  signed.document.db.exec('pragma wal_checkpoint(truncate)');
  keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, signed.publicKey.export({ type: 'spki', format: 'pem' }));
  recipe = join(folder, 'verify.mjs');
  const guide = readFileSync(join(import.meta.dirname, '../../docs/audit.md'), 'utf8');
  writeFileSync(recipe, /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
}

let copies = 0;

/** The path of the next file. */
export const nextPath = (extension: string) => join(folder, `${copies++}.${extension}`);

/** The batch, for an attacker who owns the file: the trail can be changed. */
export function copied(): BatchDocument {
  const path = nextPath('permitbatch');
  copyFileSync(signed.document.path, path);
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

/** As far as they need no key: what was done to the trail is undone in the schema, so that the file opens again. */
export function forge(document: BatchDocument, sql: string): void {
  const triggers = document.db.prepare("select sql from sqlite_schema where type = 'trigger'").all() as {
    sql: string;
  }[];
  document.db.exec('drop trigger trail_unchanged; drop trigger trail_undeleted;');
  document.db.exec(sql);
  for (const trigger of triggers) document.db.exec(trigger.sql);
}

export const runOf = (kind: RunRecord['kind']): RunRecord => ({
  kind,
  connection: 'Lot 7',
  controller: 'http://127.0.0.1:1',
  client: 'OC-TEST',
  who: 'somebody',
  concurrency: 8,
  rate: null,
  unknownToo: false,
});

export const code = (found: Verification) => found.first?.code ?? 'whole';
export const byKey = (found: Verification) => signingOf(found, signed.publicKey);

export async function writtenReport(document: BatchDocument, redacted = false): Promise<string> {
  const out = nextPath('json');
  const choice = { format: 'json', words: wordsIn('en'), redacted, allRows: false, now: new Date() } as const;
  const written = await writeReport(document, out, choice);
  if (!written.ok) throw new Error(written.failure.code);
  return written.value.path;
}

/** What the product says of a report, and what the script of docs/audit.md does. */
export async function judged(path: string): Promise<{ product: string; key: string; script: string }> {
  const found = await verifyReport(path);
  const script = await run(process.execPath, [recipe, path, '--key', keyFile]).then(
    ({ stdout }) => (stdout.startsWith('fits') ? 'fits' : stdout),
    (cause: { stderr: string }) => /Error: (.*)/.exec(cause.stderr)?.[1] ?? cause.stderr,
  );
  if (!found.ok) return { product: found.failure.code, key: '', script };
  return { product: code(found.value), key: byKey(found.value).code, script };
}

/** Appends what a push would say: that a row was accepted. */
export function appendOutcome(document: BatchDocument, row: number, ofRun: number): void {
  const { db } = document;
  const seq = nextSeq(db);
  db.exec(`insert into outcome_past select row, entry, run, status, attempts, resent, http_status, error_code,
    message, reference_id, internal_reference_id, completed_at, sent, note from outcome where row = ${row}`);
  db.exec(`update outcome set status = 'accepted', http_status = 200, error_code = null, message = null,
    run = ${ofRun}, entry = ${seq} where row = ${row}`);
  const stored = storedOutcomes(db, JSON.stringify([row]));
  const replies = { count: 1, sumMs: 5, maxMs: 5 };
  addEntry(db, groupFacts(stored, ofRun, hiddenSalt(saltOf(db), seq), replies), new Date());
}
