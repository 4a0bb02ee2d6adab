import type { Database } from '../../file/database.ts';
import { entries } from '../../trail/trail.ts';

const outcomes = ['accepted', 'rejected', 'unknown', 'unsent'] as const;

/** Rows that got each outcome within one stretch of a run. */
export type Bar = Readonly<Record<(typeof outcomes)[number], number>>;

export interface Timeline {
  /** Seconds that a bar stands for. */
  readonly seconds: number;
  readonly bars: readonly Bar[];
}

/** Bars of a chart at most: more would be thinner than a line in print. */
const mostBars = 60;

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** When the rows of each run got their outcomes, by run. */
export function timelines(db: Database): ReadonlyMap<number, Timeline> {
  const spans = new Map<number, { first: number; last: number }>();
  for (const entry of entries(db)) {
    if (entry.kind !== 'outcomes') continue;
    const at = Date.parse(entry.at);
    const span = spans.get(entry.run);
    if (span) span.last = Math.max(span.last, at);
    else spans.set(entry.run, { first: at, last: at });
  }
  const found = new Map<number, { seconds: number; first: number; bars: Record<keyof Bar, number>[] }>();
  for (const [run, { first, last }] of spans) {
    const length = (last - first) / 1000;
    const seconds = steps.find((step) => length / step < mostBars) ?? Math.ceil(length / mostBars);
    const count = Math.floor(length / seconds) + 1;
    const bars = Array.from({ length: count }, () => ({ accepted: 0, rejected: 0, unknown: 0, unsent: 0 }));
    found.set(run, { seconds, first, bars });
  }
  for (const entry of entries(db)) {
    if (entry.kind !== 'outcomes') continue;
    const line = found.get(entry.run);
    const bar = line?.bars[Math.floor((Date.parse(entry.at) - line.first) / 1000 / line.seconds)];
    if (bar) for (const outcome of outcomes) bar[outcome] += entry[outcome];
  }
  return found;
}
