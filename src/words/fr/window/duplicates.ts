import type * as english from '../../en/window/duplicates.ts';
import { counted, number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const duplicates: typeof english.duplicates = {
  open: 'Décider côte à côte…',
  position: (at, total) => `${number(at)} sur ${number(total)}`,
  decided: (value, total) =>
    value === total ? 'Tout est décidé.' : `${number(value)} ${value < 2 ? 'décidé' : 'décidés'}`,
  previous: 'Précédent',
  following: 'Suivant',
  field: 'Champ',
  question: fr`Laquelle de ces lignes est envoyée ?`,
  send: (row) => `Envoyer la ligne ${number(row)}`,
  sendAll: (size) => (size === 2 ? 'Envoyer les deux' : `Envoyer les ${number(size)}`),
  sendNone: 'N’en envoyer aucune',
  same: (fields) => `${counted(fields, 'champ identique', 'champs identiques')} partout`,
  firstOf: (shown, size) => `Les ${number(shown)} premières de ${rows(size)} sont montrées.`,
  locked: (row) =>
    fr`La ligne ${number(row)} a été acceptée par le contrôleur : elle ne peut plus être écartée.`,
  byChoice: fr`Décidé par le choix pour toutes. Ce que vous choisissez ici le remplace.`,
  decide: 'Décider',
  oneSent: (row, others) =>
    `La ligne ${number(row)} est envoyée, ${counted(others, 'ligne écartée', 'lignes écartées')}.`,
  allSent: (size) => `${rows(size)} ayant le même ID de référence sont toutes envoyées.`,
  noneSent: (size) => `${counted(size, 'ligne écartée', 'lignes écartées')}.`,
  keys: fr`Les flèches choisissent, Entrée décide, Page préc. et Page suiv. mènent à d’autres lignes, Échap ferme.`,
  none: 'Il n’y a plus deux lignes ayant le même ID de référence.',
  blankCell: 'vide',
};
