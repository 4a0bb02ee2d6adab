import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Summary } from '../../../../src/batch/exports/report/summary.ts';
import { canonical, type Json, sha256 } from '../../../../src/batch/trail/canonical.ts';
import type { Entry } from '../../../../src/batch/trail/entry.ts';
import { copied, judged, nextPath, withSignedBatch, writtenReport } from '../../../support/forged-batch.ts';

withSignedBatch();

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
    const path = nextPath('json');
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
    const path = nextPath('json');
    writeFileSync(path, changed);
    const found = await judged(path);
    expect(found.product).not.toBe('whole');
    expect(found.script).not.toBe('fits');
  });
});
