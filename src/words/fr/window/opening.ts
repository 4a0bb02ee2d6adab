import type * as english from '../../en/window/opening.ts';
import { counted, number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const start: typeof english.start = {
  title: 'Mettre à jour des permis à partir d’un tableur',
  lineOne: 'Déposez un fichier CSV ou Excel dans cette fenêtre, un permis par ligne.',
  lineTwo: 'Chaque ligne est d’abord contrôlée ici. Rien n’est envoyé avant que vous le demandiez.',
  open: 'Ouvrir un fichier…',
  sample: 'Essayer l’exemple',
  template: 'Enregistrer un fichier à remplir…',
  templates: {
    update: fr`Nouvelle date de fin, plaque, montant`,
    create: 'Nouveaux permis',
    delete: 'Permis à supprimer',
  },
  paste: 'Coller des lignes',
  pasteHint:
    'Des lignes copiées dans Excel ou Sheets, en-têtes d’abord, peuvent aussi être collées ici (Ctrl+V).',
  drop: 'Déposez le fichier pour le lire',
  dropMany: 'Plusieurs fichiers font plusieurs bordereaux.',
  sentence: 'Aucun fichier n’est ouvert.',
  goesTo: fr`Les nouveaux bordereaux iront à :`,
};

export const reading: typeof english.reading = {
  title: (file) => `Lecture de ${file}`,
  failedTitle: (file) => `${file} n’a pas pu être lu`,
  progress: (done, perSecond) =>
    `${rows(done)} ${done < 2 ? 'lue' : 'lues'} · ${number(Math.round(perSecond))} par seconde`,
  first: 'Premières lignes',
  cancel: 'Annuler la lecture',
  cancelled: (file) => `La lecture de ${file} a été annulée. Rien n’a été gardé.`,
  many: (value) => `Lecture de ${counted(value, 'fichier')}`,
  sentence: 'Le fichier est lu et contrôlé.',
  failedSentence: 'Ce fichier n’est pas ouvert. Rien n’a été gardé.',
  takeHeaderRow: (row) => `Prendre la ligne ${number(row)} comme en-tête`,
  headerProposal: (row) => `Les lignes au-dessus de la ligne ${number(row)} seront laissées de côté.`,
  readWith: 'Lire autrement',
  tryAgain: 'Relire',
  other: 'Ouvrir un autre fichier…',
  askedTitle: (file) => `Une question sur ${file}`,
  askedSentence: 'Le fichier sera lu dès que vous aurez répondu.',
  firstWithHeader: (row) => `Ce qui serait lu avec la ligne ${number(row)} comme en-tête`,
  answer: 'Répondre…',
  read: (total, errors) =>
    errors === 0
      ? `${rows(total)}, aucune avec erreur`
      : `${rows(total)}, dont ${number(errors)} avec des erreurs`,
  readUnchecked: (total) => fr`${rows(total)}, pas encore contrôlées : choisissez d’abord les colonnes`,
  openBatch: 'Ouvrir',
  clear: (value) => `Tout effacer (${number(value)})`,
  allRead: (value) =>
    `${counted(value, 'fichier')} ${value < 2 ? 'lu' : 'lus, chacun dans son propre bordereau'}.`,
  waiting: (value) =>
    `${counted(value, 'fichier')} ${value < 2 ? 'n’a pas été lu' : 'n’ont pas été lus'}. La raison est indiquée ci-dessus.`,
};
