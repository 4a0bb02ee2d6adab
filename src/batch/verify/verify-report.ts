import { setImmediate as breath } from 'node:timers/promises';
import type { z } from 'zod';
import { fail, ok, type Result } from '../../permit/result.ts';
import { jsonMembers, NotJson } from '../exports/report/json-members.ts';
import { reportFormat, reportVersion } from '../exports/report/json-report.ts';
import {
  editRecord,
  rowRecord,
  summarySchema,
  trailRecord,
  withoutOutcomeRecord,
} from '../exports/report/report-schema.ts';
import { Summary } from '../exports/report/summary.ts';
import type { Tally } from '../file/tally.ts';
import { canonical, type Json } from '../trail/canonical.ts';
import type { EntryOf } from '../trail/entry.ts';
import { LineDigest } from '../trail/outcome-lines.ts';
import { Discrepancies } from './discrepancy.ts';
import { GroupCheck } from './group-check.ts';
import type { Verification } from './verification.ts';
import { TrailWalk } from './walk.ts';

/** Not a JSON report that this version writes, or not readable at all. */
export type ReportFailure = 'no-report' | 'report-unreadable';

class Malformed extends Error {}

/**
 * Recomputes all that a JSON report states, from the report alone: the chain, the digests of its rows and edits, and
 * its summary. Reads the file twice and holds no more of it than the entries.
 */
export async function verifyReport(path: string): Promise<Result<Verification, ReportFailure>> {
  try {
    return ok(await verify(path));
  } catch (cause) {
    if (cause instanceof NotJson || cause instanceof Malformed || cause instanceof SyntaxError) {
      return fail('no-report', { path });
    }
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code !== 'string') throw cause;
    return fail('report-unreadable', { path, reason: code });
  }
}

interface Trail {
  readonly walk: TrailWalk;
  readonly gathered: Summary;
  readonly groups: ReadonlyMap<number, EntryOf<'outcomes'>>;
  readonly salts: ReadonlyMap<number, string>;
  readonly columnSalts: ReadonlyMap<number, Readonly<Record<string, string>>>;
  readonly rows: RowTally;
  readonly redacted: boolean;
  readonly summary: z.infer<typeof summarySchema> | null;
}

async function verify(path: string): Promise<Verification> {
  const discrepancies = new Discrepancies();
  const trail = await readTrail(path, discrepancies);
  const walked = trail.walk.end();
  const head = walked.head;
  if (!walked.read || !head) discrepancies.add('no-trail', 0);
  const groups = new GroupCheck(
    discrepancies,
    (seq) => trail.groups.get(seq) ?? null,
    (seq) => (trail.redacted ? null : (trail.salts.get(seq) ?? '')),
  );
  const edits = new EditCheck(trail, discrepancies);
  const { rows } = trail;
  let read = 0;
  for (const { key, text } of jsonMembers(path)) {
    if (key === 'rows') {
      const { entry, line, hidden } = parsed(rowRecord, text);
      // Whole or redacted: not a little of both.
      if (trail.redacted === (hidden !== undefined)) discrepancies.add('outcomes-changed', entry, line.row);
      if (hidden && hidden.row !== line.row) discrepancies.add('outcomes-changed', entry, line.row);
      groups.add(
        entry,
        line.row,
        canonical(line as unknown as Json),
        hidden ? canonical(hidden as unknown as Json) : null,
      );
      rows.add(line.row, line.outcome, line.resent);
    } else if (key === 'edits') {
      edits.add(parsed(editRecord, text));
    } else continue;
    if (++read % 2000 === 0) await breath();
  }
  groups.end();
  edits.end();
  for (const seq of trail.groups.keys()) if (!groups.isWhole(seq)) discrepancies.add('outcomes-changed', seq);
  const { tally, resent } = rows.end();
  const summary = head && trail.gathered.end(tally, resent, head);
  const told = trail.summary;
  if (!told || !summary || canonical(told as unknown as Json) !== canonical(summary as unknown as Json)) {
    discrepancies.add('summary-wrong', head?.seq ?? 0);
  } else if (Object.values(tally).reduce((sum, count) => sum + count, 0) !== summary.counts.rows) {
    discrepancies.add('summary-wrong', head?.seq ?? 0);
  }
  return {
    entries: walked.count,
    head,
    signatures: walked.signatures,
    lastEnd: walked.lastEnd,
    inTheAir: rows.inTheAir,
    redacted: trail.redacted,
    first: discrepancies.first,
    discrepancies: discrepancies.count,
  };
}

async function readTrail(path: string, discrepancies: Discrepancies): Promise<Trail> {
  const walk = new TrailWalk(discrepancies);
  const gathered = new Summary();
  const groups = new Map<number, EntryOf<'outcomes'>>();
  const salts = new Map<number, string>();
  const columnSalts = new Map<number, Readonly<Record<string, string>>>();
  const rows = new RowTally();
  const opening: Record<string, unknown> = {};
  let summary: Trail['summary'] = null;
  let read = 0;
  for (const { key, text } of jsonMembers(path)) {
    if (['format', 'version', 'redacted'].includes(key)) opening[key] = JSON.parse(text);
    if (key === 'summary') summary = summarySchema.safeParse(JSON.parse(text)).data ?? null;
    if (key === 'untold') rows.leave(parsed(withoutOutcomeRecord, text));
    if (key !== 'trail') continue;
    const record = trailRecord.safeParse(JSON.parse(text));
    const { entry, hash } = record.data ?? (JSON.parse(text) as { entry?: Json; hash?: unknown });
    const seq = (entry as { seq?: unknown } | undefined)?.seq;
    if (typeof seq !== 'number' || typeof hash !== 'string') throw new Malformed('trail');
    const taken = walk.step({ seq, hash, entry: canonical(entry as Json) });
    if (!taken) continue;
    gathered.add(taken);
    if (taken.kind === 'outcomes') groups.set(seq, taken);
    if (record.data?.salt) salts.set(seq, record.data.salt);
    if (record.data?.salts) columnSalts.set(seq, record.data.salts);
    if (++read % 2000 === 0) await breath();
  }
  if (opening['format'] !== reportFormat || opening['version'] !== reportVersion)
    throw new Malformed('format');
  const redacted = opening['redacted'] === true;
  return { walk, gathered, groups, salts, columnSalts, rows, redacted, summary };
}

function parsed<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const found = schema.safeParse(JSON.parse(text));
  if (!found.success) throw new Malformed(found.error.message);
  return found.data;
}

/** Holds lines of edits against the steps that commit to them, by column. */
class EditCheck {
  readonly #trail: Trail;
  readonly #discrepancies: Discrepancies;
  readonly #digests = new Map<string, LineDigest>();

  constructor(trail: Trail, discrepancies: Discrepancies) {
    this.#trail = trail;
    this.#discrepancies = discrepancies;
  }

  add({ entry, line }: z.output<typeof editRecord>): void {
    const salt = this.#trail.columnSalts.get(entry)?.[line.column];
    if (salt === undefined) {
      this.#discrepancies.add('edits-changed', entry);
      return;
    }
    const key = `${entry}/${line.column}`;
    const digest = this.#digests.get(key) ?? new LineDigest(salt);
    this.#digests.set(key, digest);
    digest.add(canonical(line as unknown as Json));
  }

  end(): void {
    const { gathered, redacted, columnSalts } = this.#trail;
    for (const { seq, columns } of gathered.steps) {
      for (const { column, count, digest } of columns) {
        const left =
          redacted && gathered.plateColumns.has(column) && columnSalts.get(seq)?.[column] === undefined;
        if (left) continue;
        const key = `${seq}/${column}`;
        const found = this.#digests.get(key);
        this.#digests.delete(key);
        if (found?.count !== count || found.end() !== digest) this.#discrepancies.add('edits-changed', seq);
      }
    }
    // Lines of a column that the step did not touch.
    for (const key of this.#digests.keys())
      this.#discrepancies.add('edits-changed', Number.parseInt(key, 10));
  }
}

type Told = 'accepted' | 'rejected' | 'unknown' | 'unsent';

/** Counts rows by the last that was said about each; lines come in the order of row numbers. */
class RowTally {
  readonly #counts = { accepted: 0, rejected: 0, unknown: 0, unsent: 0, skipped: 0 };
  readonly #inTheAir: (readonly [number, number])[] = [];
  #resent = 0;
  #last: { readonly row: number; readonly outcome: Told; readonly resent: boolean } | null = null;

  get inTheAir(): number {
    return this.#inTheAir.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }

  /** Rows without an outcome; to be told before any line is. */
  leave({ why, first, last }: z.output<typeof withoutOutcomeRecord>): void {
    if (last < first) throw new Malformed('untold');
    if (why === 'inTheAir') this.#inTheAir.push([first, last]);
    this.#counts[why === 'inTheAir' ? 'unknown' : why] += last - first + 1;
  }

  add(row: number, outcome: Told, resent: boolean): void {
    if (this.#last?.row !== row) this.#count();
    this.#last = { row, outcome, resent };
  }

  end(): { readonly tally: Tally; readonly resent: number } {
    this.#count();
    this.#last = null;
    return { tally: this.#counts, resent: this.#resent };
  }

  /** What was said of a row that is being sent again is no longer the last word. */
  #count(): void {
    const last = this.#last;
    if (!last || this.#inTheAir.some(([from, to]) => last.row >= from && last.row <= to)) return;
    this.#counts[last.outcome]++;
    if (last.resent) this.#resent++;
  }
}
