import type { Entry, EntryOf } from '../trail/entry.ts';
import type { Discrepancies } from './discrepancy.ts';

/** A run as the trail tells it. */
export interface WalkedRun {
  readonly start: EntryOf<'run-started'>;
  end: EntryOf<'run-ended'> | null;
  /** An earlier version pushed it; it was put on the trail when that began. */
  readonly retroactive: boolean;
  /** Fingerprints of the keys that signed all of it before another run began. */
  readonly signedBy: Set<string>;
}

type RunEntry = EntryOf<'run-started' | 'run-paused' | 'run-continued' | 'outcomes' | 'run-ended'>;

/**
 * Holds what a trail tells of runs against the order in which the product does things: runs are numbered as they begin,
 * one is open at a time, and only an open run has pauses, outcomes and an end. A run that was cut off has no end, and
 * is closed by the next.
 */
export class RunOrder {
  readonly #discrepancies: Discrepancies;
  readonly #runs = new Map<number, WalkedRun>();
  #read: EntryOf<'read'> | null = null;
  #newest: WalkedRun | null = null;
  #outcomesTold = false;

  constructor(discrepancies: Discrepancies) {
    this.#discrepancies = discrepancies;
  }

  get runs(): ReadonlyMap<number, WalkedRun> {
    return this.#runs;
  }

  take(entry: Entry): void {
    switch (entry.kind) {
      case 'read':
        this.#read ??= entry;
        return;
      case 'run-started':
        this.#start(entry);
        return;
      case 'run-paused':
      case 'run-continued':
      case 'outcomes':
      case 'run-ended':
        this.#goOn(entry);
        return;
      case 'totals':
        this.#compare(entry);
        return;
    }
  }

  /** A good signature: it is of all that came before it. */
  sign({ fingerprint }: EntryOf<'signature'>): void {
    this.#newest?.signedBy.add(fingerprint);
  }

  #start(entry: EntryOf<'run-started'>): void {
    const { run, base, runKind, seq, startedAt, at } = entry;
    const follows = run === this.#runs.size + 1;
    const goesOn = runKind === 'resume' ? base < run && this.#runs.has(base) : base === run;
    if (!follows || !goesOn) this.#discrepancies.add('entry-out-of-place', seq, run);
    // A run of today is on the trail the moment it begins.
    const retroactive = this.#isBackfilled(entry) && startedAt !== at;
    this.#newest = { start: entry, end: null, retroactive, signedBy: new Set() };
    this.#runs.set(run, this.#newest);
  }

  #goOn(entry: Exclude<RunEntry, EntryOf<'run-started'>>): void {
    const { run: id, seq } = entry;
    // Outcomes that an earlier version left are of no run of the trail, and come first.
    const found = entry.kind === 'outcomes' && id === 0;
    const run = this.#runs.get(id);
    const open =
      run?.end === null && (run === this.#newest || (run.retroactive && this.#isBackfilled(entry)));
    const fits = found ? this.#isBackfilled(entry) && !this.#outcomesTold : open;
    if (!fits) this.#discrepancies.add('entry-out-of-place', seq, id);
    if (entry.kind === 'outcomes') this.#outcomesTold = true;
    if (entry.kind === 'run-ended' && run?.end === null) run.end = entry;
    this.#newest?.signedBy.clear();
  }

  /** Totals are of the newest run; those from after it come once it has ended. */
  #compare({ run: id, seq, after }: EntryOf<'totals'>): void {
    const run = this.#runs.get(id);
    if (!run || run !== this.#newest || (run.end === null && after !== null)) {
      this.#discrepancies.add('entry-out-of-place', seq, id);
    }
    this.#newest?.signedBy.clear();
  }

  /** Whether an entry is of those that a retroactive trail began with: all of one moment. */
  #isBackfilled({ at }: Entry): boolean {
    return this.#read?.late === true && this.#read.at === at;
  }
}
