import type * as english from '../../en/window/file.ts';
import { counted, number, rows } from '../counted.ts';
import { fr } from '../typeset.ts';

export const file: typeof english.file = {
  title: 'Ce qui a été lu',
  change: fr`Quelque chose a été mal lu ? Changez-le ici et relisez le fichier.`,
  format: 'Format',
  formats: {
    csv: 'Texte (CSV)',
    xlsx: 'Classeur Excel (XLSX)',
    xls: 'Ancien classeur Excel (XLS)',
    xlsb: 'Classeur Excel binaire (XLSB)',
    ods: 'Feuille de calcul OpenDocument (ODS)',
    xml: 'Feuille de calcul XML 2003',
    html: 'Tableau d’une page web (HTML)',
  },
  encoding: 'Encodage',
  delimiter: 'Séparateur',
  delimiters: {
    comma: 'Virgule ,',
    semicolon: fr`Point-virgule ;`,
    tab: 'Tabulation',
    pipe: 'Barre |',
    space: 'Espace',
  },
  sheet: 'Feuille',
  headerRow: 'Ligne d’en-tête',
  noHeader: 'Ce fichier n’a pas de ligne d’en-tête',
  rowsRead: 'Lignes lues',
  fingerprint: 'Empreinte (SHA-256)',
  openedAt: 'Ouvert',
  goesTo: 'Va à',
  detected: 'comme détecté',
  readAgain: 'Relire ainsi',
  first: 'Premières lignes',
  firstRows: (shown, total) =>
    `${shown < 2 ? 'La première ligne' : `Les ${number(shown)} premières lignes`} sur ${number(total)}`,
  sentence: (total, columns) => `${rows(total)} et ${counted(columns, 'colonne')} ont été lues.`,
  next: 'Colonnes',
  pushedNote: 'Ce bordereau a été envoyé. Relire son fichier fait un nouveau bordereau.',
  notes: 'Ce qui a été remarqué',
  moreColumns: (value) =>
    `${counted(value, 'autre colonne', 'autres colonnes')} ${value < 2 ? 'n’est pas montrée' : 'ne sont pas montrées'} ici.`,
  isOpenAlready: 'Ce fichier est déjà ouvert',
  openAlready: (at, edited) =>
    `Il est dans un bordereau du ${at}${edited ? ' avec vos modifications et corrections' : ''}. Celui-ci est un second, relu à neuf.`,
  openThatOne: 'Ouvrir celui-là',
  editsLost:
    'Vos modifications et corrections de ce bordereau ne sont pas reprises quand son fichier est relu.',
  row: 'Ligne',
  operation: 'Ce qui est à faire',
  operations: {
    update: 'Mettre à jour des permis',
    create: 'Créer des permis',
    delete: 'Supprimer des permis',
  },
  operationHints: {
    update: 'Chaque ligne change le permis que son ID de référence désigne.',
    create: fr`Chaque ligne devient un nouveau permis ; les résultats contiennent son ID de référence.`,
    delete:
      'L’ID de référence de chaque ligne désigne un permis à supprimer. Rien d’autre de la ligne n’est envoyé.',
  },
  blankHeader: (column) => `Colonne ${number(column)}`,
};
