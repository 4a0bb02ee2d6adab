import type * as english from '../../en/window/check.ts';
import { counted, number, rows } from '../counted.ts';
import { dayOfYear } from '../dates.ts';
import { fr } from '../typeset.ts';

const block = (rowCount: number, columns: number) => `${rows(rowCount)} × ${counted(columns, 'colonne')}`;

export const check: typeof english.check = {
  title: 'Lignes',
  all: 'Toutes',
  valid: 'Prêtes',
  warned: 'Alertes',
  invalid: 'Erreurs',
  'left-out': 'Écartées',
  states: 'Montrer les lignes selon leur état',
  find: 'Chercher',
  showingLead: '',
  showing: (value) => `${rows(value)}`,
  counting: (value) => `${rows(value)} jusqu’ici, le décompte continue`,
  searching: 'Recherche dans les lignes',
  sorting: 'Tri des lignes',
  onlyCode: (title) => fr`Seulement : ${title}`,
  onlyOutcome: (outcome) => fr`Seulement : ${outcome}`,
  onlyToSend: fr`Seulement : à envoyer`,
  onlyNoRepair: 'aucune correction ne convient',
  onlyKept: 'Gardé tel quel',
  onlyValues: (header, values) =>
    fr`${header} : ${values
      .slice(0, 2)
      .map((value) => value.trim() || '(vide)')
      .join(', ')}${values.length > 2 ? ` + ${number(values.length - 2)}` : ''}`,
  clear: 'Enlever le filtre',
  undo: 'Annuler la modification',
  redo: 'Rétablir la modification',
  rowNumber: 'Ligne',
  state: 'État',
  edited: 'modifiée',
  locked: fr`Cette ligne a été acceptée : elle ne peut plus être modifiée.`,
  noRows: 'Aucune ligne ne correspond à ce filtre.',
  showAll: 'Montrer toutes les lignes',
  headersOnly: 'Ce fichier a des en-têtes, mais aucune ligne.',
  notLoaded: 'Ces lignes n’ont pas pu être chargées',
  cellEditor: 'Valeur de la cellule',
  sortable: 'Appuyez sur Entrée pour trier',
  loading: 'Chargement des lignes',
  rejected: 'Refusées par le contrôleur',
  issues: 'Problèmes',
  noIssues: 'Aucun problème. Toutes les lignes à envoyer sont correctes.',
  show: 'Montrer',
  showIssue: (title) => fr`Montrer les lignes : ${title}`,
  repairAll: (value) => `Corriger ${number(value)}`,
  repairAllLabel: (value, title) => fr`Corriger ${rows(value)} : ${title}`,
  repaired: (value) => `${rows(value)} ${value < 2 ? 'corrigée' : 'corrigées'}.`,
  repair: 'Corriger',
  keep: 'Garder tel quel',
  keepAll: (value) =>
    value < 2 ? fr`En garder ${number(value)} tel quel` : fr`En garder ${number(value)} tels quels`,
  keepAllLabel: (value, title) => fr`En garder ${number(value)} : ${title}`,
  kept: (value) =>
    value < 2 ? fr`${number(value)} gardé tel quel.` : fr`${number(value)} gardés tels quels.`,
  duplicates: 'Lignes ayant le même ID de référence',
  duplicateChoices: {
    first: 'Envoyer la première',
    last: 'Envoyer la dernière',
    all: 'Toutes les envoyer',
  },
  duplicatesOpen: 'Pas choisi',
  dateOrder: 'Dates comme 03/04/2026',
  dateQuestion: (date, dayFirst, monthFirst, waiting) =>
    fr`${date} est-il le ${dayOfYear(dayFirst)} ou le ${dayOfYear(monthFirst)} ? ${rows(waiting)} ${waiting < 2 ? 'attend' : 'attendent'}.`,
  dateProof: (order, value) =>
    fr`${order === 'day-first' ? 'Jour' : 'Mois'} d’abord : ${value} ne peut se lire qu’ainsi.`,
  waitForOrder: (value) => `${number(value)} ${value < 2 ? 'attend' : 'attendent'} l’ordre des dates`,
  dateOrders: { 'day-first': 'Jour d’abord', 'month-first': 'Mois d’abord' },
  dateOrderOpen: 'Pas choisi',
  row: (row) => `Ligne ${number(row)}`,
  noRow: 'Choisissez une ligne pour voir ce qui sera envoyé.',
  before: 'Maintenant',
  after: 'Après correction',
  guess: 'Plusieurs lectures sont possibles. Vérifiez avant de prendre celle-ci.',
  preview: 'Ce qui sera envoyé',
  previewSent: 'Ce qui a été envoyé',
  request: 'La requête',
  wasShort: (value) => fr`avant : ${value}`,
  was: (value, at) => fr`avant : ${value}, dernière valeur connue ici le ${at}`,
  previewNote: 'Le jeton est ajouté à l’envoi de la ligne.',
  cannotSend: 'Cette ligne ne peut pas encore être envoyée.',
  localEnd: (value) => fr`Fin : ${value}, à l’heure du stationnement.`,
  endWithoutZone: (value) =>
    fr`Fin : ${value}. La connexion ne précise pas le fuseau horaire du stationnement : l’heure est envoyée telle quelle.`,
  controllerSaid: 'Le contrôleur a répondu',
  whatHappened: 'Ce qui s’est passé',
  edit: 'Double-cliquez sur une cellule, ou appuyez sur Entrée, pour la modifier.',
  beyond: (cells) =>
    fr`Au-delà de la dernière colonne : ${cells.map((cell) => fr`« ${cell.trim()} »`).join(', ')}. Reportez-le à sa place, puis supprimez-le ici.`,
  removeExtra: (value) => `Supprimer ${counted(value, 'cellule superflue', 'cellules superflues')}`,
  sentence: (ready, not, leftOut, accepted = 0, unanswered = 0) =>
    `${[
      ready > 0
        ? `${rows(ready)} ${ready < 2 ? 'peut être envoyée' : 'peuvent être envoyées'}`
        : accepted > 0
          ? `${rows(accepted)} ${accepted < 2 ? 'acceptée' : 'acceptées'}`
          : 'Aucune ligne ne peut encore être envoyée',
      ...(not === 0 ? [] : [ready > 0 ? `${number(not)} non` : `${number(not)} avec des erreurs`]),
      ...(leftOut === 0 ? [] : [counted(leftOut, 'écartée')]),
      ...(ready === 0 || accepted === 0 ? [] : [counted(accepted, 'acceptée')]),
      ...(unanswered === 0 ? [] : [`${number(unanswered)} sans réponse`]),
    ].join(' · ')}.`,
  saveErrors: 'Enregistrer les erreurs…',
  saveCorrected: 'Enregistrer le fichier corrigé…',
  saved: (path) => fr`Enregistré : ${path}`,
  changing: (done, total) => fr`Lignes traitées : ${number(done)} sur ${number(total)}.`,
  stopChange: 'Arrêter',
  next: (ready, practice) => (practice ? `S’exercer avec ${rows(ready)}…` : `Envoyer ${rows(ready)}…`),
  copied: (rowCount, columns) => fr`Copié : ${block(rowCount, columns)}.`,
  cleared: (cells) => `${counted(cells, 'cellule vidée', 'cellules vidées')}.`,
  wholeRows:
    'Des lignes entières sont choisies, et Suppr ne vide que des cellules. Choisissez les cellules à vider.',
  pasteWholeRows:
    'Des lignes entières sont choisies. Choisissez la première cellule où coller, ou les cellules à remplir.',
  pushing: fr`Ce bordereau est en cours d’envoi : ses lignes sont seulement montrées jusqu’à la fin.`,
  toPush: 'Retour à l’envoi',
  readOnly: fr`Ces lignes sont seulement montrées ici ; rien n’a été modifié.`,
  selected: (rowCount, columns) => fr`Choisi : ${block(rowCount, columns)}.`,
  selectedRows: (value) => `${rows(value)} ${value < 2 ? 'choisie' : 'choisies'}.`,
  paste: 'Coller',
  pasted: (rowCount, columns) => fr`Collé : ${block(rowCount, columns)}.`,
  pasteTitle: fr`Coller ce qui tient ?`,
  pasteLead: (rowCount, columns, first) =>
    fr`Sera collé : ${block(rowCount, columns)}, à partir de la ligne ${number(first)}.`,
  pasteNothing: 'Rien du presse-papiers ne peut être collé ici.',
  pasteRowsBeyond: (value) =>
    fr`${counted(value, 'ligne')} du presse-papiers ${value < 2 ? 'est laissée' : 'sont laissées'} de côté : il n’y a plus de lignes montrées.`,
  pasteColumnsBeyond: (value) =>
    fr`${counted(value, 'colonne')} du presse-papiers ${value < 2 ? 'est laissée' : 'sont laissées'} de côté : il n’y a plus de colonnes montrées.`,
  pasteLocked: (value) =>
    `${rows(value)} ${value < 2 ? 'acceptée par le contrôleur reste telle quelle' : 'acceptées par le contrôleur restent telles quelles'}.`,
  pasteShapeless: (value) =>
    fr`${rows(value)} ${value < 2 ? 'reste telle quelle' : 'restent telles quelles'} : les cellules sont peut-être dans d’autres colonnes. Corrigez-les une à une.`,
  pasteRagged: (value) =>
    fr`${counted(value, 'ligne')} du presse-papiers ${value < 2 ? 'est plus courte' : 'sont plus courtes'} que les autres ; les cellules qui manquent restent telles quelles.`,
  pasteHidden: (names) => fr`Les colonnes masquées ne reçoivent rien : ${names.join(', ')}.`,
  details: 'Problèmes et ligne',
};
