import type * as english from '../../en/window/history.ts';
import { number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const history: typeof english.history = {
  rows,
  status: {
    unchecked: 'colonnes à choisir',
    unsent: 'pas envoyé',
    accepted: 'tout accepté',
    problems: (value) => `${number(value)} non ${value < 2 ? 'acceptée' : 'acceptées'}`,
    interrupted: 'envoi interrompu',
    running: 'envoi en cours',
    invalid: (value) => `${number(value)} en erreur`,
  },
  interruptedMany: (value) => `${number(value)} envois ne sont pas allés à leur terme`,
  interruptedMore: (value) => `${number(value)} de plus dans la liste des bordereaux.`,
  interruptedTitle: 'Un envoi a été interrompu',
  interrupted: (file, done, total) => fr`${file} : ${number(done)} sur ${rows(total)} ont une issue.`,
  notAgain: 'Les lignes acceptées ne seront pas renvoyées.',
  resume: 'Reprendre…',
  unopened: 'Impossibles à ouvrir',
};
