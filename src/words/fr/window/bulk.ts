import type * as english from '../../en/window/bulk.ts';
import { number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const bulk: typeof english.bulk = {
  open: 'Modifier des lignes…',
  title: 'Modifier des lignes',
  action: 'Que faire',
  actions: {
    set: 'Mettre une valeur',
    blank: 'Vider',
    replace: 'Chercher et remplacer',
    'upper-case': 'En majuscules',
    'plate-form': fr`Forme de plaque : majuscules, sans espaces ni tirets`,
    copy: 'Copier d’une autre colonne',
    'fill-down': fr`Recopier vers le bas : les cellules vides prennent la valeur au-dessus`,
    'leave-out': 'Écarter',
    'bring-back': 'Reprendre',
    keep: 'Garder telles quelles',
  },
  column: 'Colonne',
  from: 'Copier de',
  value: 'Valeur',
  find: 'Chercher',
  replacement: 'Remplacer par',
  pattern: 'Comme un motif (expression régulière)',
  matchCase: 'Respecter la casse',
  noColumn: 'Choisissez une colonne',
  nothing: 'Aucune colonne de ce nom',
  scope: 'Quelles lignes',
  selected: (value) => (value < 2 ? 'La ligne choisie' : `Les ${number(value)} lignes choisies`),
  shown: (value) => (value === null ? 'Les lignes montrées' : `Les lignes montrées (${number(value)})`),
  will: (changing, of) =>
    changing === 0
      ? `Rien ne changerait dans ${rows(of)}.`
      : `${rows(changing)} sur ${number(of)} ${changing < 2 ? 'va changer' : 'vont changer'}.`,
  locked: (value) =>
    value < 2
      ? fr`${rows(value)} reste telle quelle : elle a été acceptée.`
      : fr`${rows(value)} restent telles quelles : elles ont été acceptées.`,
  shapeless: (value) =>
    value < 2
      ? fr`${rows(value)} n’est pas touchée : ses cellules sont peut-être décalées, ou ce n’est pas un permis.`
      : fr`${rows(value)} ne sont pas touchées : leurs cellules sont peut-être décalées, ou ce ne sont pas des permis.`,
  looking: 'Examen des lignes',
  examples: (value) => (value < 2 ? 'La modification' : `Les ${number(value)} premières modifications`),
  row: 'Ligne',
  before: 'Avant',
  after: 'Après',
  blankCell: 'vide',
  cancel: 'Annuler',
  apply: {
    change: (value) => `Modifier ${rows(value)}`,
    'leave-out': (value) => `Écarter ${rows(value)}`,
    'bring-back': (value) => `Reprendre ${rows(value)}`,
    keep: (value) => `Garder ${rows(value)}`,
  },
  done: {
    change: (value) => `${rows(value)} ${value < 2 ? 'modifiée' : 'modifiées'}.`,
    'leave-out': (value) => `${rows(value)} ${value < 2 ? 'écartée' : 'écartées'}.`,
    'bring-back': (value) => `${rows(value)} ${value < 2 ? 'reprise' : 'reprises'}.`,
    keep: (value) => `${rows(value)} ${value < 2 ? 'gardée' : 'gardées'}.`,
  },
  ofIssue: {
    set: 'Mettre…',
    blank: 'Vider',
    'leave-out': 'Écarter',
  },
  ofIssueLabel: {
    set: (title) => fr`Mettre une valeur : ${title}`,
    blank: (title) => fr`Vider : ${title}`,
    'leave-out': (title) => fr`Écarter : ${title}`,
  },
  moreOfIssue: (title) => fr`Plus : ${title}`,
  unfit: (value) =>
    value < 2
      ? 'La ligne qu’aucune correction ne répare'
      : `Les ${rows(value)} qu’aucune correction ne répare`,
  allOfIssue: (value) => (value < 2 ? 'La ligne' : `Les ${rows(value)}`),
  leaveOutRow: 'Écarter cette ligne',
  bringBackRow: 'Reprendre cette ligne',
  leftOutRow: 'Elle n’est pas envoyée et ne bloque aucun envoi.',
};
