import { canonical, type Json, sha256 } from '../trail/canonical.ts';
import { type Entry, type EntryOf, entrySchema } from '../trail/entry.ts';
import { isSignatureGood } from '../trail/signature.ts';
import { genesisHash, type StoredEntry, type TrailHead } from '../trail/trail.ts';
import type { Discrepancies } from './discrepancy.ts';

interface Step {
  readonly entry: EntryOf<'edit'>;
  undone: boolean;
}

/** Where a batch must stand if its trail tells all that happened to it. */
export interface Walked {
  readonly count: number;
  readonly head: TrailHead | null;
  readonly read: EntryOf<'read'> | null;
  /** The newest entry that lays down each. */
  readonly source: EntryOf<'read'> | EntryOf<'moved'> | null;
  readonly columns: EntryOf<'read'> | EntryOf<'mapping'> | null;
  readonly settings: EntryOf<'read'> | EntryOf<'settings'> | null;
  readonly counts: EntryOf<'read' | 'mapping' | 'settings' | 'edit' | 'undo' | 'redo'> | null;
  /** Steps that the table of edits holds. */
  readonly steps: readonly Step[];
  readonly runs: ReadonlyMap<number, { start: EntryOf<'run-started'>; end: EntryOf<'run-ended'> | null }>;
  readonly results: ReadonlySet<string>;
  readonly lastEnd: number | null;
  readonly lines: number;
  /** The good ones. */
  readonly signatures: readonly EntryOf<'signature'>[];
  /** Versions of the product that people worked with. */
  readonly apps: ReadonlySet<string>;
}

/** Walks a trail from its first entry, holds each against the chain, and gathers where the batch must stand. */
export class TrailWalk {
  readonly #discrepancies: Discrepancies;
  #previous: TrailHead = { seq: 0, hash: genesisHash };
  #read: Walked['read'] = null;
  #source: Walked['source'] = null;
  #columns: Walked['columns'] = null;
  #settings: Walked['settings'] = null;
  #counts: Walked['counts'] = null;
  readonly #steps: Step[] = [];
  readonly #runs = new Map<number, { start: EntryOf<'run-started'>; end: EntryOf<'run-ended'> | null }>();
  readonly #results = new Set<string>();
  #lastEnd: number | null = null;
  #lines = 0;
  readonly #signatures: EntryOf<'signature'>[] = [];
  readonly #apps = new Set<string>();

  constructor(discrepancies: Discrepancies) {
    this.#discrepancies = discrepancies;
  }

  /** Takes the next entry; answers it when it is one. */
  step({ seq, entry: text, hash }: StoredEntry): Entry | null {
    const previous = this.#previous;
    this.#previous = { seq, hash };
    if (sha256(text) !== hash) this.#discrepancies.add('entry-changed', seq);
    let value: Json;
    try {
      value = JSON.parse(text) as Json;
    } catch {
      this.#discrepancies.add('entry-malformed', seq);
      return null;
    }
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success || canonical(value) !== text) {
      this.#discrepancies.add('entry-malformed', seq);
      return null;
    }
    const entry = parsed.data;
    if (entry.seq !== seq || seq !== previous.seq + 1 || entry.previous !== previous.hash) {
      this.#discrepancies.add('entry-out-of-chain', seq);
    }
    this.#take(entry);
    return entry;
  }

  end(): Walked {
    return {
      count: this.#previous.seq,
      head: this.#previous.seq === 0 ? null : this.#previous,
      read: this.#read,
      source: this.#source,
      columns: this.#columns,
      settings: this.#settings,
      counts: this.#counts,
      steps: this.#steps,
      runs: this.#runs,
      results: this.#results,
      lastEnd: this.#lastEnd,
      lines: this.#lines,
      signatures: this.#signatures,
      apps: this.#apps,
    };
  }

  #take(entry: Entry): void {
    if ('by' in entry) this.#apps.add(entry.by.app);
    if ('counts' in entry) this.#counts = entry;
    switch (entry.kind) {
      case 'read':
        this.#read ??= entry;
        this.#source = entry;
        this.#columns = entry;
        this.#settings = entry;
        if (entry.seq !== 1) this.#discrepancies.add('entry-out-of-chain', entry.seq);
        return;
      case 'moved':
        this.#source = entry;
        return;
      case 'mapping':
        this.#columns = entry;
        return;
      case 'settings':
        this.#settings = entry;
        return;
      case 'edit':
        // A new step takes the place of those that were taken back.
        while (this.#steps.at(-1)?.undone) this.#steps.pop();
        this.#steps.push({ entry, undone: false });
        return;
      case 'undo':
      case 'redo':
        this.#turn(entry);
        return;
      case 'run-started':
        this.#runs.set(entry.run, { start: entry, end: null });
        return;
      case 'run-ended': {
        this.#lastEnd = entry.seq;
        const run = this.#runs.get(entry.run);
        if (run && run.end === null) run.end = entry;
        else this.#discrepancies.add('run-changed', entry.seq, entry.run);
        return;
      }
      case 'outcomes':
        this.#lines += entry.count;
        return;
      case 'export':
        if (entry.what === 'results') this.#results.add(entry.path);
        return;
      case 'signature':
        if (isSignatureGood(entry)) this.#signatures.push(entry);
        else this.#discrepancies.add('signature-wrong', entry.seq);
        return;
      case 'run-paused':
      case 'run-continued':
        return;
    }
  }

  #turn({ kind, step, seq }: EntryOf<'undo' | 'redo'>): void {
    const undone = kind === 'undo';
    const turned = undone
      ? this.#steps.findLast((one) => !one.undone)
      : this.#steps.find((one) => one.undone);
    if (turned?.entry.step === step) turned.undone = undone;
    else this.#discrepancies.add('edits-changed', seq, step);
  }
}
