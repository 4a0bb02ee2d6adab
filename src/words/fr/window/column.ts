import type * as english from '../../en/window/column.ts';
import { number } from '../counted.ts';
import { fr } from '../typeset.ts';

export const column: typeof english.column = {
  open: (name) => `Menu de ${name}`,
  ascending: 'Trier par ordre croissant',
  descending: 'Trier par ordre décroissant',
  unsorted: 'Comme dans le fichier',
  values: 'Filtrer par valeurs…',
  valuesOf: (name) => `Valeurs de ${name}`,
  find: 'Chercher dans cette colonne',
  clear: 'Effacer son filtre',
  pin: 'Épingler à gauche',
  unpin: 'Désépingler',
  left: 'Déplacer à gauche',
  right: 'Déplacer à droite',
  hide: 'Masquer',
  search: 'Chercher une valeur',
  looking: 'Recherche des valeurs',
  noValue: 'Aucune valeur de ce genre.',
  blank: '(vide)',
  mostFrequent: (shown, all) =>
    fr`Les ${number(shown)} plus fréquentes de ${number(all)} valeurs. Cherchez les autres.`,
  show: (values) =>
    values === 0 ? 'Tout montrer' : `Montrer ${number(values)} ${values < 2 ? 'valeur' : 'valeurs'}`,
  findIn: (name) => `Chercher dans ${name}`,
  findInAll: 'Chercher dans toutes les colonnes',
  filtered: 'filtrée',
  columns: 'Colonnes',
  inFileOrder: 'Comme dans le fichier',
  sentFirst: 'Colonnes envoyées d’abord',
  sentOnly: 'Colonnes envoyées seulement',
  showAgain: (name) => `Montrer ${name}`,
};
