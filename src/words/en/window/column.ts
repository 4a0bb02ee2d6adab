import { number } from '../counted.ts';

/** A column of the grid, and how all of them are laid out. */
export const column = {
  open: (name: string) => `Menu of ${name}`,
  ascending: 'Sort ascending',
  descending: 'Sort descending',
  unsorted: 'As in the file',
  values: 'Filter by values…',
  valuesOf: (name: string) => `Values of ${name}`,
  find: 'Find in this column',
  clear: 'Clear its filter',
  pin: 'Pin on the left',
  unpin: 'Unpin',
  left: 'Move left',
  right: 'Move right',
  hide: 'Hide',
  search: 'Find a value',
  looking: 'Looking at the values',
  noValue: 'No such value.',
  blank: '(blank)',
  mostFrequent: (shown: number, all: number) =>
    `The ${number(shown)} most frequent of ${number(all)} values. Search for the others.`,
  show: (values: number) =>
    values === 0 ? 'Show all' : `Show ${number(values)} ${values === 1 ? 'value' : 'values'}`,
  findIn: (name: string) => `Find in ${name}`,
  findInAll: 'Find in all columns',
  filtered: 'filtered',
  columns: 'Columns',
  inFileOrder: 'As in the file',
  sentFirst: 'Sent columns first',
  sentOnly: 'Only sent columns',
  showAgain: (name: string) => `Show ${name}`,
};
