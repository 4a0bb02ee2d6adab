import type { zones as english } from '../en/zones.ts';
import { number } from './counted.ts';
import { fr } from './typeset.ts';

const count: typeof english.cells.before = (value) => (value === null ? 'non dit' : number(value));
const change: typeof english.cells.seen = (value) =>
  value === null ? 'non dit' : value > 0 ? `+${number(value)}` : value < 0 ? `−${number(-value)}` : '0';
const name: typeof english.name = (zone) => zone ?? 'Zone inconnue';

export const zones: typeof english = {
  title: 'Permis par zone, selon le contrôleur',
  open: 'Permis par zone…',
  zone: 'Zone',
  before: 'Avant l’envoi',
  after: 'Après l’envoi',
  seen: 'Écart constaté',
  expected: 'Écart attendu',
  name,
  cells: { before: count, after: count, seen: change, expected: change },
  line: ({ zone, before, after, seen, expected }) =>
    fr`${name(zone)} : ${count(before)} avant, ${count(after)} après ; écart constaté ${change(seen)}, attendu ${change(expected)}.`,
  lineBefore: ({ zone, before }) => fr`${name(zone)} : ${count(before)} avant.`,
  noteBefore: fr`Aucun total n’a été relevé après cet envoi : il a été coupé, ou dure encore. L’envoi qui le reprend relève les siens.`,
  note: fr`L’écart attendu vient des lignes acceptées de cet envoi. D’autres ont pu modifier des permis entre-temps, et ce que le contrôleur compte n’est pas publié : cela compare et ne prouve rien.`,
};
