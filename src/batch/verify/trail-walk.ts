import { canonical, type Json, sha256 } from '../trail/canonical.ts';
import { committed } from '../trail/commitment.ts';
import { type EditStep, EditSteps } from '../trail/edit-steps.ts';
import { type Entry, type EntryOf, entrySchema } from '../trail/entry.ts';
import { isSignatureGood } from '../trail/signature.ts';
import { genesisHash, type StoredEntry, type TrailHead } from '../trail/trail.ts';
import type { Discrepancies } from './discrepancy.ts';
import { RunOrder, type WalkedRun } from './run-order.ts';

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
  readonly steps: readonly EditStep[];
  readonly runs: ReadonlyMap<number, WalkedRun>;
  readonly results: ReadonlySet<string>;
  readonly lastEnd: number | null;
  /** Rows were checked again, edited for instance, after the last end of a run. */
  readonly checkedAfterEnd: boolean;
  /** Outcomes that all entries together tell. */
  readonly outcomes: number;
  /** The good ones, oldest first. */
  readonly signatures: readonly EntryOf<'signature'>[];
  /** Versions of the product that people worked with. */
  readonly apps: ReadonlySet<string>;
  /** The entry that was the head that was asked for, or that tells of a written file with that SHA-256; null without. */
  readonly noted: number | null;
}

/** Walks a trail from its first entry, holds each against the chain, and gathers where the batch must stand. */
export class TrailWalk {
  readonly #discrepancies: Discrepancies;
  readonly #wanted: string | null;
  readonly #runOrder: RunOrder;
  #previous: TrailHead = { seq: 0, hash: genesisHash };
  #read: Walked['read'] = null;
  #source: Walked['source'] = null;
  #columns: Walked['columns'] = null;
  #settings: Walked['settings'] = null;
  #counts: Walked['counts'] = null;
  readonly #steps = new EditSteps();
  readonly #results = new Set<string>();
  #lastEnd: number | null = null;
  #checkedAfterEnd = false;
  #outcomes = 0;
  readonly #signatures: EntryOf<'signature'>[] = [];
  readonly #apps = new Set<string>();
  #noted: number | null = null;

  /** `wanted`: the hash, in hexadecimal, that is looked for in the chain; null for none. */
  constructor(discrepancies: Discrepancies, wanted: string | null) {
    this.#discrepancies = discrepancies;
    this.#wanted = wanted;
    this.#runOrder = new RunOrder(discrepancies);
  }

  /** Takes the next entry; answers it when it is one. `salt`: of what it commits to about a file; null where it is not to be had. */
  step({ seq, entry: text, hash }: StoredEntry, salt: () => string | null): Entry | null {
    const previous = this.#previous;
    this.#previous = { seq, hash };
    if (sha256(text) !== hash) this.#discrepancies.add('entry-changed', seq);
    else if (hash === this.#wanted) this.#noted = seq;
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
    if (entry.kind === 'export' && this.#isWanted(entry, salt())) this.#noted = seq;
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
      steps: this.#steps.held,
      runs: this.#runOrder.runs,
      results: this.#results,
      lastEnd: this.#lastEnd,
      checkedAfterEnd: this.#checkedAfterEnd,
      outcomes: this.#outcomes,
      signatures: this.#signatures,
      apps: this.#apps,
      noted: this.#noted,
    };
  }

  #take(entry: Entry): void {
    if ('by' in entry) this.#apps.add(entry.by.app);
    if ('counts' in entry) this.#takeCounts(entry);
    this.#runOrder.take(entry);
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
      case 'undo':
      case 'redo':
        if (!this.#steps.take(entry)) this.#discrepancies.add('edits-changed', entry.seq, entry.step);
        return;
      case 'run-ended':
        this.#lastEnd = entry.seq;
        this.#checkedAfterEnd = false;
        return;
      case 'outcomes':
        this.#outcomes += entry.count;
        return;
      case 'export':
        if (entry.what === 'results') this.#results.add(entry.path);
        return;
      case 'signature':
        if (!isSignatureGood(entry)) this.#discrepancies.add('signature-wrong', entry.seq);
        else {
          this.#signatures.push(entry);
          this.#runOrder.sign(entry);
        }
        return;
      case 'run-started':
      case 'run-paused':
      case 'run-continued':
      case 'totals':
        return;
    }
  }

  /** Whether an entry tells of a written file with the SHA-256 that is looked for. */
  #isWanted(entry: EntryOf<'export'>, salt: string | null): boolean {
    if (this.#wanted === null || (salt === null && entry.salted)) return false;
    return committed(entry, this.#wanted, salt ?? '') === entry.sha256;
  }

  #takeCounts(entry: NonNullable<Walked['counts']>): void {
    this.#counts = entry;
    this.#checkedAfterEnd = true;
    const { rows, valid, warned, invalid } = entry.counts;
    const read = this.#read?.counts.rows ?? rows;
    if (rows !== read || valid + warned + invalid !== rows) {
      this.#discrepancies.add('counts-changed', entry.seq);
    }
  }
}
