import type * as english from '../../en/window/references.ts';
import { counted, number } from '../counted.ts';
import { fr } from '../typeset.ts';

export const references: typeof english.references = {
  lacking: (rows) => fr`${counted(rows, 'ligne')} sans ID de référence`,
  known: (found, ambiguous, missing) =>
    fr`Par numéro de permis ou plaque, d’après ce qui est connu ici : un seul permis pour ${number(found)}, plusieurs pour ${number(ambiguous)}, aucun pour ${number(missing)}.`,
  find: 'Trouver les ID de référence',
  done: (found) => fr`${counted(found, 'ID de référence rempli', 'ID de référence remplis')}.`,
  lookedUp: 'Cherché dans le livre des permis',
  lookedUpRow: 'Ligne par ligne, d’après ce qui est connu ici',
  meant: 'Permis possibles, d’après ce qui est connu ici',
  permitNo: 'Numéro de permis',
  zone: 'Zone',
  plate: 'Plaque',
  startDate: 'Début',
  endDate: 'Fin',
  from: (day, batch) => fr`${day}, d’après ${batch}`,
  lastKnown: 'Connu en dernier',
  unknown: 'Inconnu',
  choose: 'Choisir celui-ci',
  chooseLabel: (reference) => fr`Choisir celui-ci : ${reference}`,
};
