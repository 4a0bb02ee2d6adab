import type { Tally } from '../../file/tally.ts';
import { EditSteps } from '../../trail/edit-steps.ts';
import type { Entry, EntryOf } from '../../trail/entry.ts';
import type { TrailHead } from '../../trail/trail.ts';
import type { ReportSummary, RunSummary } from './report-summary.ts';

/** Gathers a report's summary from the entries of a trail, in their order. */
export class Summary {
  #read: EntryOf<'read'> | null = null;
  #source: EntryOf<'read'>['source'] | null = null;
  #columns: EntryOf<'read'>['columns'] = [];
  #settings: EntryOf<'read'>['settings'] | null = null;
  #counts: EntryOf<'read'>['counts'] | null = null;
  readonly #runs = new Map<number, RunSummary>();
  readonly #steps = new EditSteps();
  #undone = 0;
  #made = 0;
  readonly #replies = { count: 0, sumMs: 0, maxMs: 0 };
  readonly #exports: { at: string; what: string; path: string; sha256: string }[] = [];
  #signature: ReportSummary['signature'] = null;
  readonly #plates = new Set<number>();
  #salted = true;

  /** What the trail says of files and rows says nothing to whoever has not its salts; trails of earlier versions do. */
  get isSalted(): boolean {
    return this.#salted;
  }

  /** Columns, from 1, that stood for the plate at some time. */
  get plateColumns(): ReadonlySet<number> {
    return this.#plates;
  }

  /** Steps whose lines the batch holds: those that no later step has replaced. */
  get steps(): readonly EntryOf<'edit'>[] {
    return this.#steps.held.map(({ entry }) => entry);
  }

  add(entry: Entry): void {
    if ('counts' in entry) this.#counts = entry.counts;
    const tellsFile = entry.kind === 'read' || entry.kind === 'moved' || entry.kind === 'export';
    if (tellsFile && entry.salted !== true) this.#salted = false;
    if ('columns' in entry && entry.kind !== 'edit') this.#takeColumns(entry.columns);
    this.#steps.take(entry);
    switch (entry.kind) {
      case 'read':
        this.#read = entry;
        this.#source = entry.source;
        this.#settings = entry.settings;
        return;
      case 'moved':
        this.#source = entry.source;
        return;
      case 'settings':
        this.#settings = entry.settings;
        return;
      case 'edit':
        this.#made++;
        return;
      case 'undo':
        this.#undone++;
        return;
      case 'redo':
        this.#undone--;
        return;
      case 'run-started':
        this.#runs.set(entry.run, runOf(entry));
        return;
      case 'run-paused': {
        const run = this.#runs.get(entry.run);
        if (run) run.pauses++;
        return;
      }
      case 'run-ended': {
        const run = this.#runs.get(entry.run);
        if (!run) return;
        run.endedAt = entry.endedAt;
        run.end = entry.end;
        run.stoppedBy = entry.stoppedBy;
        return;
      }
      case 'outcomes':
        this.#takeOutcomes(entry);
        return;
      case 'export': {
        const { at, what, path, sha256 } = entry;
        this.#exports.push({ at, what, path, sha256 });
        return;
      }
      case 'signature': {
        const { seq, fingerprint, publicKey } = entry;
        this.#signature = { entry: seq - 1, fingerprint, publicKey };
        return;
      }
      case 'mapping':
      case 'run-continued':
      case 'totals':
        return;
    }
  }

  /** null where the trail does not begin with the reading of a file. */
  end(tally: Tally, resent: number, head: TrailHead): ReportSummary | null {
    const read = this.#read;
    if (!read || !this.#source || !this.#settings || !this.#counts) return null;
    const cells: Record<string, number> = {};
    for (const { entry, undone } of this.#steps.held) {
      if (undone) continue;
      for (const [kind, count] of Object.entries(entry.kinds)) cells[kind] = (cells[kind] ?? 0) + count;
    }
    return {
      source: this.#source,
      created: read.created,
      by: read.by,
      late: read.late,
      columns: this.#columns,
      settings: this.#settings,
      counts: this.#counts,
      tally,
      resent,
      runs: [...this.#runs.values()],
      edits: { steps: this.#made, undone: this.#undone, cells },
      replies: { ...this.#replies },
      exports: this.#exports,
      head,
      signature: this.#signature,
    };
  }

  #takeColumns(columns: EntryOf<'read'>['columns']): void {
    this.#columns = columns;
    for (const [at, { field }] of columns.entries()) if (field === 'plate') this.#plates.add(at + 1);
  }

  #takeOutcomes({
    run: id,
    accepted,
    rejected,
    unknown,
    unsent,
    resent,
    replies,
  }: EntryOf<'outcomes'>): void {
    const run = this.#runs.get(id);
    if (run) {
      run.accepted += accepted;
      run.rejected += rejected;
      run.unknown += unknown;
      run.unsent += unsent;
      run.resent += resent;
    }
    this.#replies.count += replies.count;
    this.#replies.sumMs += replies.sumMs;
    this.#replies.maxMs = Math.max(this.#replies.maxMs, replies.maxMs);
  }
}

function runOf(entry: EntryOf<'run-started'>): RunSummary {
  const { run, runKind, connection, controller, client, who, by, concurrency, rate, startedAt } = entry;
  return {
    run,
    kind: runKind,
    connection,
    controller,
    client,
    who,
    host: by.host,
    concurrency,
    rate,
    startedAt,
    endedAt: null,
    end: null,
    stoppedBy: null,
    pauses: 0,
    accepted: 0,
    rejected: 0,
    unknown: 0,
    unsent: 0,
    resent: 0,
  };
}
