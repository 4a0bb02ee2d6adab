import type * as english from '../../en/window/columns.ts';
import { counted } from '../counted.ts';
import { fr } from '../typeset.ts';

export const columns: typeof english.columns = {
  title: 'Quelle colonne est laquelle',
  lead: 'Chaque champ d’un permis prend ses valeurs dans une colonne du fichier.',
  field: 'Champ',
  column: 'Colonne du fichier',
  match: 'Correspondance',
  samples: 'Premières valeurs',
  certainty: {
    exact: fr`Certain : nom publié`,
    normalised: fr`Certain : nom connu`,
    chosen: 'Choisie par vous',
    remembered: fr`Retenue : vous l’aviez choisie`,
  },
  proposed: fr`Seulement semblable : décidez ci-dessus`,
  confirm: (header) => fr`Prendre « ${header} »`,
  questions: (value) => `${counted(value, 'colonne')} à décider`,
  questionsLead: (hasHeaders) =>
    hasHeaders
      ? 'Rien n’est envoyé d’ici là. Votre décision est retenue pour les fichiers qui ont ces en-têtes.'
      : fr`Rien n’est envoyé d’ici là. Votre décision ne vaut que pour ce fichier : sans en-têtes, rien ne dit qu’un autre lui ressemble.`,
  instead: (header) => fr`Prendre « ${header} » à la place`,
  keep: (header) => fr`Garder « ${header} »`,
  leaveOut: 'Laisser de côté',
  join: 'Réunir les deux',
  joined: (date, time, value) => `${date} et ${time} deviennent ${value}`,
  timeFrom: (header) => fr`Heure prise dans « ${header} »`,
  separate: 'Séparer',
  missing: 'Absent de ce fichier',
  missingRequired: fr`Pas encore de colonne : choisissez-en une`,
  none: 'Absent de ce fichier',
  sameForAll: 'La même valeur pour toutes les lignes…',
  nothingFound: 'Aucune colonne de ce nom',
  valueForAll: (field) => fr`${field} : valeur pour toutes les lignes`,
  giveToAll: (rows) => (rows < 2 ? 'Utiliser pour la ligne' : `Utiliser pour les ${counted(rows, 'ligne')}`),
  changeForAll: (value) => fr`Changer « ${value} »`,
  givenToAll: 'La même pour toutes les lignes',
  choose: (field) => `Colonne pour ${field}`,
  rest: (value) => `${counted(value, 'colonne')} non ${value < 2 ? 'envoyée' : 'envoyées'}`,
  restNote: 'Elles restent dans le fichier et ressortent dans les résultats.',
  sentence: (mapped) =>
    `${counted(mapped, 'champ')} de ce fichier ${mapped < 2 ? 'sera envoyé' : 'seront envoyés'}.`,
  sentenceMissing: 'Il faut une colonne ID de référence avant de contrôler ou d’envoyer quoi que ce soit.',
  sentenceAsked: (value) => `${counted(value, 'colonne')} à décider avant tout envoi.`,
  next: 'Contrôler les lignes',
};
