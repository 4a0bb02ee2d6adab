import { number } from './counted.ts';

interface Change {
  readonly zone: string | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly seen: number | null;
  readonly expected: number;
}

const count = (value: number | null) => (value === null ? 'not told' : number(value));
const change = (value: number | null) =>
  value === null ? 'not told' : value > 0 ? `+${number(value)}` : value < 0 ? `−${number(-value)}` : '0';
const name = (zone: string | null) => zone ?? 'Zone not known';

/** What a controller told of its permits by zone, right before and right after a run. */
export const zones = {
  title: 'Permits by zone, as the controller tells',
  open: 'Permits by zone…',
  zone: 'Zone',
  before: 'Before the run',
  after: 'After the run',
  seen: 'Difference seen',
  expected: 'Difference expected',
  name,
  cells: { before: count, after: count, seen: change, expected: change },
  line: ({ zone, before, after, seen, expected }: Change): string =>
    `${name(zone)}: ${count(before)} before, ${count(after)} after; difference seen ${change(seen)}, expected ${change(expected)}.`,
  lineBefore: ({ zone, before }: Pick<Change, 'zone' | 'before'>): string =>
    `${name(zone)}: ${count(before)} before.`,
  noteBefore:
    'No totals were taken after this run: it was cut off, or still goes on. The run that goes on with it takes its own.',
  note: 'Expected is what the accepted rows of this run come to. Others may have changed permits meanwhile, and what the controller counts is not published: this compares, and proves nothing.',
};
