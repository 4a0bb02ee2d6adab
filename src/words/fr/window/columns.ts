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
  proposed: fr`Seulement semblable : confirmez`,
  confirm: (header) => fr`Prendre « ${header} »`,
  missing: 'Absent de ce fichier',
  missingRequired: fr`Pas encore de colonne : choisissez-en une`,
  none: 'Absent de ce fichier',
  choose: (field) => `Colonne pour ${field}`,
  rest: (value) => `${counted(value, 'colonne')} non ${value < 2 ? 'envoyée' : 'envoyées'}`,
  restNote: 'Elles restent dans le fichier et ressortent dans les résultats.',
  sentence: (mapped) =>
    `${counted(mapped, 'champ')} de ce fichier ${mapped < 2 ? 'sera envoyé' : 'seront envoyés'}.`,
  sentenceMissing: 'Il faut une colonne ID de référence avant de contrôler ou d’envoyer quoi que ce soit.',
  sentenceProposed: (value) =>
    fr`${counted(value, 'colonne')} ${value < 2 ? 'semblable non prise' : 'semblables non prises'} : confirmez, ou continuez sans.`,
  next: 'Contrôler les lignes',
};
