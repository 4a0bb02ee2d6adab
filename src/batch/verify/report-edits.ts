import type { z } from 'zod';
import type { editRecord } from '../exports/report/report-schema.ts';
import { canonical, type Json } from '../trail/canonical.ts';
import { LineDigest } from '../trail/outcome-lines.ts';
import type { Discrepancies } from './discrepancy.ts';
import type { ReportTrail } from './report-trail.ts';

/** Holds a report's lines of edits against the steps that commit to them, by column. */
export class EditCheck {
  readonly #trail: ReportTrail;
  readonly #discrepancies: Discrepancies;
  readonly #digests = new Map<string, LineDigest>();

  constructor(trail: ReportTrail, discrepancies: Discrepancies) {
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
