import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { fail, ok, type Result } from '../../permit/result.ts';
import { NotJson } from '../exports/report/json-members.ts';
import { editRecord, rowRecord } from '../exports/report/report-schema.ts';
import type { ReportSummary } from '../exports/report/report-summary.ts';
import type { Tally } from '../file/tally.ts';
import { canonical, type Json } from '../trail/canonical.ts';
import { committed } from '../trail/commitment.ts';
import { Discrepancies } from './discrepancy.ts';
import { GroupCheck } from './group-check.ts';
import { EditCheck } from './report-edits.ts';
import { parsedMember, reportMembers } from './report-members.ts';
import { NoReport, type ReportTrail, readReportTrail } from './report-trail.ts';
import { TallyCheck } from './tally-check.ts';
import { type Verification, verificationOf } from './verification.ts';

/** Not a JSON report that this version writes, or not readable at all. */
export type ReportFailure = 'no-report' | 'report-unreadable';

/**
 * Recomputes all that a JSON report states, from the report alone: the chain, the digests of its rows and edits, every
 * tally and its summary. Reads the file twice and holds no more of it than the entries. `head`: a hash in hexadecimal
 * that is looked for in the chain.
 */
export async function verifyReport(
  path: string,
  head: string | null = null,
): Promise<Result<Verification, ReportFailure>> {
  try {
    return ok(await verify(path, head));
  } catch (cause) {
    if (cause instanceof NotJson || cause instanceof NoReport || cause instanceof SyntaxError) {
      return fail('no-report', { path });
    }
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code !== 'string') throw cause;
    return fail('report-unreadable', { path, reason: code });
  }
}

async function verify(path: string, wanted: string | null): Promise<Verification> {
  const discrepancies = new Discrepancies();
  const trail = await readReportTrail(path, wanted, discrepancies);
  const { walked, groups, salts, redacted, rows } = trail;
  if (!walked.read || !walked.head) discrepancies.add('no-trail', 0);
  const groupCheck = new GroupCheck(
    discrepancies,
    (seq) => groups.get(seq) ?? null,
    (seq) => (redacted ? null : (salts.get(seq) ?? '')),
  );
  const edits = new EditCheck(trail, discrepancies);
  const tallies = new TallyCheck(walked, discrepancies);
  let read = 0;
  for (const member of reportMembers(path, new Discrepancies())) {
    if (member.key === 'edits') {
      const record = parsedMember(editRecord, member, discrepancies);
      if (record) edits.add(record);
    } else if (member.key === 'rows') {
      const record = parsedMember(rowRecord, member, discrepancies);
      if (!record) continue;
      const { entry, line, hidden } = record;
      // Whole or redacted: not a little of both.
      const fits = redacted ? hidden === undefined : hidden?.row === line.row;
      if (!fits) discrepancies.add('outcomes-changed', entry, line.row);
      const text = canonical(line as unknown as Json);
      groupCheck.add(entry, line.row, line, text, hidden ? canonical(hidden as unknown as Json) : null);
      tallies.add(line.row, entry, line.outcome);
      rows.add(entry, line);
    }
    if (++read % 2000 === 0) await yieldToEventLoop();
  }
  groupCheck.end();
  edits.end();
  for (const seq of groups.keys()) if (!groupCheck.isWhole(seq)) discrepancies.add('outcomes-changed', seq);
  const { tally, resent, inTheAir } = rows.end();
  tallies.end(tally);
  if (!isSummaryOf(trail, tally, resent)) discrepancies.add('summary-wrong', walked.head?.seq ?? 0);
  return verificationOf(walked, discrepancies, inTheAir, redacted);
}

/** Whether the report's summary is what follows from its entries and rows. */
function isSummaryOf(
  { walked, gathered, salts, redacted, summary: told }: ReportTrail,
  tally: Tally,
  resent: number,
): boolean {
  const expected = walked.head && gathered.end(tally, resent, walked.head);
  if (!expected || !told || !walked.source) return false;
  // A whole report says the file's digest itself, where the trail has it with a salt.
  const salt = salts.get(walked.source.seq);
  const digest = redacted ? told.source.sha256 : committed(walked.source, told.source.sha256, salt ?? '');
  const summary: ReportSummary = { ...told, source: { ...told.source, sha256: digest } };
  return canonical(summary as unknown as Json) === canonical(expected as unknown as Json);
}
