import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { editCell } from '../../../../src/batch/edits/edit.ts';
import { Summary } from '../../../../src/batch/exports/report/summary.ts';
import { writeReport } from '../../../../src/batch/exports/report/write-report.ts';
import type { BatchDocument } from '../../../../src/batch/file/document.ts';
import { openDocument } from '../../../../src/batch/file/open-document.ts';
import { tally } from '../../../../src/batch/file/tally.ts';
import { beginRun, endRun, type RunRecord } from '../../../../src/batch/push/run.ts';
import { canonical, type Json, sha256 } from '../../../../src/batch/trail/canonical.ts';
import type { Entry } from '../../../../src/batch/trail/entry.ts';
import { groupFacts } from '../../../../src/batch/trail/outcome-group.ts';
import { storedOutcomes } from '../../../../src/batch/trail/outcome-lines.ts';
import { hiddenSalt, saltOf } from '../../../../src/batch/trail/salt.ts';
import { addEntry, nextSeq, trailHead } from '../../../../src/batch/trail/trail.ts';
import { signingOf, type Verification } from '../../../../src/batch/verify/verification.ts';
import { verifyBatch } from '../../../../src/batch/verify/verify-batch.ts';
import { verifyReport } from '../../../../src/batch/verify/verify-report.ts';
import { wordsIn } from '../../../../src/words/words.ts';
import { editor } from '../../../support/checked-batch.ts';
import { newSigningKey, type SignedBatch, signedBatch } from '../../../support/signed-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-forged-'));
const run = promisify(execFile);

let signed: SignedBatch;
let keyFile: string;
let recipe: string;

beforeAll(async () => {
  signed = await signedBatch();
  signed.document.db.exec('pragma wal_checkpoint(truncate)');
  keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, signed.publicKey.export({ type: 'spki', format: 'pem' }));
  recipe = join(folder, 'verify.mjs');
  const guide = readFileSync(join(import.meta.dirname, '../../../../docs/audit.md'), 'utf8');
  writeFileSync(recipe, /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '');
});

let copies = 0;

/** The batch, for an attacker who owns the file: the trail can be changed. */
function copied(): BatchDocument {
  const path = join(folder, `${copies++}.permitbatch`);
  copyFileSync(signed.document.path, path);
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

/** As far as they need no key: what was done to the trail is undone in the schema, so that the file opens again. */
function forge(document: BatchDocument, sql: string): void {
  const triggers = document.db.prepare("select sql from sqlite_schema where type = 'trigger'").all() as {
    sql: string;
  }[];
  document.db.exec('drop trigger trail_unchanged; drop trigger trail_undeleted;');
  document.db.exec(sql);
  for (const trigger of triggers) document.db.exec(trigger.sql);
}

const runOf = (kind: RunRecord['kind']): RunRecord => ({
  kind,
  connection: 'Lot 7',
  controller: 'http://127.0.0.1:1',
  client: 'OC-TEST',
  who: 'somebody',
  concurrency: 8,
  rate: null,
  unknownToo: false,
});

const code = (found: Verification) => found.first?.code ?? 'whole';
const byKey = (found: Verification) => signingOf(found, signed.publicKey);

async function writtenReport(document: BatchDocument, redacted = false): Promise<string> {
  const out = join(folder, `${copies++}.json`);
  const choice = { format: 'json', words: wordsIn('en'), redacted, allRows: false, now: new Date() } as const;
  const written = await writeReport(document, out, choice);
  if (!written.ok) throw new Error(written.failure.code);
  return written.value.path;
}

/** What the product says of a report, and what the script of docs/audit.md does. */
async function judged(path: string): Promise<{ product: string; key: string; script: string }> {
  const found = await verifyReport(path);
  const script = await run(process.execPath, [recipe, path, '--key', keyFile]).then(
    ({ stdout }) => (stdout.startsWith('fits') ? 'fits' : stdout),
    (cause: { stderr: string }) => /Error: (.*)/.exec(cause.stderr)?.[1] ?? cause.stderr,
  );
  if (!found.ok) return { product: found.failure.code, key: '', script };
  return { product: code(found.value), key: byKey(found.value).code, script };
}

/** Appends what a push would say: that a row was accepted. */
function appendOutcome(document: BatchDocument, row: number, ofRun: number): void {
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

test('the batch itself, and its reports, verify and are signed by the key', async () => {
  const { document } = signed;
  expect(tally(document)).toEqual({ accepted: 7, rejected: 1, unknown: 0, unsent: 0, skipped: 1 });
  const found = await verifyBatch(document);
  expect(code(found)).toBe('whole');
  expect(byKey(found)).toEqual({ code: 'signed', runs: [], entries: 0 });
  expect(signingOf(found, newSigningKey().publicKey)).toMatchObject({ code: 'other', runs: [1, 2] });
  for (const redacted of [false, true]) {
    const path = await writtenReport(copied(), redacted);
    expect(await judged(path)).toEqual({ product: 'whole', key: 'signed', script: 'fits' });
  }
});

describe('in a batch', () => {
  test('an outcome that was appended after the last signature is found', async () => {
    const document = copied();
    appendOutcome(document, 7, 2);
    expect(code(await verifyBatch(document))).toBe('entry-out-of-place');
    expect(await judged(await writtenReport(document))).toMatchObject({
      product: 'entry-out-of-place',
      script: expect.stringContaining('does not fit'),
    });
    document.close();
  });

  test('so is one within a run that was made up, against the key; without it the run is said to be unsigned', async () => {
    const document = copied();
    beginRun(document, runOf('retry'), new Date());
    appendOutcome(document, 7, 3);
    endRun(document, 3, 'finished', null, new Date());
    const found = await verifyBatch(document);
    expect(code(found)).toBe('whole');
    expect(byKey(found)).toMatchObject({ code: 'partly', runs: [3] });
    expect(signingOf(found, null)).toMatchObject({ code: 'partly', runs: [3], entries: 3 });
    expect(await judged(await writtenReport(document))).toEqual({
      product: 'whole',
      key: 'partly',
      script: expect.stringContaining('the key: it did not sign run 3'),
    });
    document.close();
  });

  test('what an entry counts of its rows is held against them', async () => {
    const document = copied();
    beginRun(document, runOf('retry'), new Date());
    appendOutcome(document, 7, 3);
    expect(code(await verifyBatch(document))).toBe('whole');
    const { seq, entry } = document.db
      .prepare('select seq, entry from trail order by seq desc limit 1')
      .get() as { seq: number; entry: string };
    const forged = canonical({ ...JSON.parse(entry), accepted: 5 });
    forge(document, `update trail set entry = '${forged}', hash = '${sha256(forged)}' where seq = ${seq}`);
    expect((await verifyBatch(document)).first).toMatchObject({ code: 'outcomes-changed', seq });
    document.close();
  });

  test('a skipped row that is told as one to be sent is found', async () => {
    const document = copied();
    forge(
      document,
      "update row set state = 0 where number = 10; update meta set value = json_set(value, '$.valid', 9, '$.invalid', 0) where key = 'counts'",
    );
    expect(code(await verifyBatch(document))).not.toBe('whole');
    document.close();
  });

  test('a last run that was taken out leaves an older whole state: only a head that was noted shows it', async () => {
    const document = copied();
    const head = trailHead(document.db)?.hash ?? '';
    const { seq } = document.db
      .prepare('select min(seq) as seq from trail where entry like \'%"kind":"run-started"%"run":2,%\'')
      .get() as { seq: number };
    forge(
      document,
      `delete from outcome where run = 2;
       insert into outcome (row, entry, run, status, attempts, resent, http_status, error_code, message, reference_id,
         internal_reference_id, completed_at, sent, note)
       select row, entry, run, status, attempts, resent, http_status, error_code, message, reference_id,
         internal_reference_id, completed_at, sent, note from outcome_past;
       delete from outcome_past; delete from run where id = 2; delete from trail where seq >= ${seq}`,
    );
    const older = trailHead(document.db)?.hash ?? '';
    const results = createHash('sha256').update(readFileSync(signed.results)).digest('hex');
    expect(byKey(await verifyBatch(document))).toMatchObject({ code: 'signed' });
    expect(await verifyBatch(document, head)).toMatchObject({ first: null, noted: null });
    // The results of the run that was taken out serve as a head too.
    expect(await verifyBatch(document, results)).toMatchObject({ noted: null });
    expect((await verifyBatch(document, older)).noted).toBe(seq - 1);
    expect(await verifyBatch(signed.document, older)).toMatchObject({ first: null, noted: seq - 1 });
    expect((await verifyBatch(signed.document, head)).noted).toBe(trailHead(signed.document.db)?.seq);
    expect((await verifyBatch(signed.document, results)).noted).not.toBeNull();
    const report = await writtenReport(document);
    expect(await verifyReport(report, head)).toMatchObject({ value: { first: null, noted: null } });
    await expect(run(process.execPath, [recipe, report, '--head', head])).rejects.toThrow(/the head/);
    expect((await run(process.execPath, [recipe, report, '--head', older])).stdout).toMatch(/^fits/);
    document.close();
  });

  test('what a person does afterwards without pushing may follow, and is said to be unsigned', async () => {
    const document = copied();
    expect(editCell(document, { row: 10, column: 2, value: 'PLATE C' }, editor).ok).toBe(true);
    const report = await writtenReport(document);
    const found = await verifyBatch(document);
    expect(code(found)).toBe('whole');
    expect(byKey(found)).toEqual({ code: 'signed', runs: [], entries: 2 });
    expect(await judged(report)).toEqual({ product: 'whole', key: 'signed', script: 'fits' });
    document.close();
  });
});

interface Report {
  redacted: boolean;
  summary: Record<string, unknown> & { tally: Record<string, number> };
  trail: { hash: string; salt?: string; entry: Record<string, unknown> & { seq: number; kind: string } }[];
  edits: object[];
  rows: { entry: number; line: { row: number; outcome: string; attempts: number }; hidden?: object }[];
  untold: { why: string; first: number; last: number }[];
}

/** Makes the chain, and the summary but for its tally, follow from the entries again. */
function rechain(report: Report): void {
  let previous = '0'.repeat(64);
  const summary = new Summary();
  for (const record of report.trail) {
    if (record.entry['previous'] !== previous) record.entry['previous'] = previous;
    record.hash = sha256(canonical(record.entry as Json));
    previous = record.hash;
    summary.add(record.entry as unknown as Entry);
  }
  const head = { seq: report.trail.length, hash: previous };
  const told = report.summary as unknown as { tally: never; resent: number; source: object };
  report.summary = { ...summary.end(told.tally, told.resent, head), source: told.source } as never;
}

describe('in a report', () => {
  let text: string;
  beforeAll(async () => {
    text = readFileSync(await writtenReport(copied()), 'utf8');
  });

  const forgeries: Readonly<Record<string, (report: Report) => void>> = {
    'skipped told as unsent': ({ untold, summary }) => {
      for (const stretch of untold) stretch.why = 'unsent';
      summary.tally['unsent'] = 1;
      summary.tally['skipped'] = 0;
    },
    'accepted told as in the air': ({ untold, summary }) => {
      untold.unshift({ why: 'inTheAir', first: 2, last: 2 });
      summary.tally['accepted'] = 6;
      summary.tally['unknown'] = 1;
    },
    'rejected told as in the air': ({ untold, summary }) => {
      untold.unshift({ why: 'inTheAir', first: 7, last: 7 });
      summary.tally['rejected'] = 0;
      summary.tally['unknown'] = 1;
    },
    'a row told twice, another not at all': ({ untold }) => {
      untold[0] = { why: 'skipped', first: 9, last: 9 };
    },
    'a false tally': ({ summary }) => {
      summary.tally['accepted'] = 8;
      summary.tally['rejected'] = 0;
    },
    'a false source': ({ summary }) => {
      summary['source'] = { ...(summary['source'] as object), sha256: '0'.repeat(64) };
    },
    'an outcome appended': (report) => {
      const at = report.trail.length + 1;
      const group = report.trail.find(({ entry }) => entry.kind === 'outcomes');
      const line = { ...report.rows.find((one) => one.line.row === 7)?.line, outcome: 'accepted' };
      const hidden = report.rows.find((one) => one.line.row === 7)?.hidden;
      const salt = '1'.repeat(64);
      report.trail.push({
        hash: '',
        salt,
        entry: {
          ...group?.entry,
          seq: at,
          kind: 'outcomes',
          run: 2,
          count: 1,
          accepted: 1,
          rejected: 0,
          unknown: 0,
          unsent: 0,
          resent: 0,
          digest: sha256(`${canonical(line as unknown as Json)}\n`),
          hidden: sha256(`${salt}\n${canonical(hidden as unknown as Json)}\n`),
          replies: { count: 1, sumMs: 1, maxMs: 1 },
        },
      });
      const index = report.rows.findLastIndex((one) => one.line.row === 7) + 1;
      report.rows.splice(index, 0, { entry: at, line: line as never, hidden: hidden ?? {} });
      report.summary.tally['accepted'] = 8;
      report.summary.tally['rejected'] = 0;
      rechain(report);
    },
    'the end of the last run taken out, with its signature': (report) => {
      const end = report.trail.findLastIndex(({ entry }) => entry.kind === 'run-ended');
      report.trail.splice(end);
      rechain(report);
    },
    'a member that reports do not have': (report) => {
      (report as unknown as Record<string, unknown>)['approved'] = true;
    },
    'one in a row': ({ rows }) => {
      (rows[0]?.line as unknown as Record<string, unknown>)['approved'] = true;
    },
    'one beside an entry': ({ trail }) => {
      (trail[0] as unknown as Record<string, unknown>)['approved'] = true;
    },
    'one in an entry': (report) => {
      const last = report.trail.at(-1);
      if (last) last.entry['approved'] = true;
      rechain(report);
    },
    'no list of rows': (report) => {
      (report as unknown as Record<string, unknown>)['rows'] = undefined;
    },
  };

  test.each(Object.entries(forgeries))('%s is found, by the script of docs/audit.md too', async (_, make) => {
    const report = JSON.parse(text) as Report;
    make(report);
    const path = join(folder, `${copies++}.json`);
    writeFileSync(path, JSON.stringify(report, null, 2));
    const found = await judged(path);
    expect(found.script).not.toBe('fits');
    // What needs the key to be found is the report of a state that may have been.
    expect([found.product, found.key]).not.toEqual(['whole', 'signed']);
  });

  test.each([
    [
      'a false summary before the true one',
      /\n {2}"summary": /,
      '\n  "summary": {"tally": {"accepted": 9}},$&',
    ],
    ['a list of rows before the true one', /\n {2}"rows": /, '\n  "rows": [],$&'],
    ['an outcome given twice', /"outcome":"rejected"/, '"outcome":"accepted",$&'],
    ['a tally given twice', /"accepted": 7/, '"accepted": 9,\n      $&'],
    ['an entry’s end given twice', /"end":"finished"/, '"end":"stopped",$&'],
    ['something after the report', /\}\s*$/, '}{"summary": {}}'],
    ['something in between', /\n {2}"edits": /, '\n  "accepted",$&'],
  ])('%s is found, by the script too', async (_, where, by) => {
    const changed = text.replace(where, by);
    expect(changed).not.toBe(text);
    const path = join(folder, `${copies++}.json`);
    writeFileSync(path, changed);
    const found = await judged(path);
    expect(found.product).not.toBe('whole');
    expect(found.script).not.toBe('fits');
  });
});
