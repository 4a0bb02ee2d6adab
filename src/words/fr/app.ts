import type { app as english } from '../en/app.ts';

const numbers = new Intl.NumberFormat('fr-CA');
const n = (value: number) => numbers.format(value);
const s = (value: number) => (value < 2 ? '' : 's');

export const app: typeof english = {
  menu: {
    file: 'Fichier',
    newBatch: 'Nouveau lot',
    open: 'Ouvrir…',
    sample: 'Ouvrir l’exemple',
    connections: 'Connexions',
    settings: 'Réglages…',
    close: 'Fermer la fenêtre',
    quit: 'Quitter',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    find: 'Chercher dans les lignes',
    view: 'Affichage',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    zoomReset: 'Taille réelle',
    fullScreen: 'Plein écran',
    developer: 'Outils de développement',
    window: 'Fenêtre',
    minimize: 'Placer dans le Dock',
    help: 'Aide',
    shortcuts: 'Raccourcis clavier',
    about: 'À propos de Permit Loader',
    services: 'Services',
    hide: 'Masquer Permit Loader',
    hideOthers: 'Masquer les autres',
    showAll: 'Tout afficher',
    quitMac: 'Quitter Permit Loader',
  },
  dialogs: {
    open: 'Ouvrir des feuilles de permis',
    spreadsheets: 'Feuilles de calcul',
    allFiles: 'Tous les fichiers',
    saveErrors: 'Enregistrer la liste des erreurs',
    saveCorrected: 'Enregistrer le fichier corrigé',
    csv: 'Fichier CSV',
    errorsName: (name) => `${name}.erreurs.csv`,
    correctedName: (name) => `${name}.corrige.csv`,
    closing: {
      message: 'Un envoi est en cours.',
      detail:
        'Si vous l’arrêtez, les lignes déjà parties se terminent et les autres restent non envoyées. Vous pourrez le reprendre au prochain démarrage de Permit Loader.',
      stop: 'Arrêter et fermer',
      stay: 'Continuer l’envoi',
    },
  },
  notifications: {
    finished: 'Envoi terminé',
    ended: 'Envoi arrêté',
    tally: (file, accepted, others) =>
      others === 0
        ? `${file} : ${n(accepted)} acceptée${s(accepted)}.`
        : `${file} : ${n(accepted)} acceptée${s(accepted)}, ${n(others)} non acceptée${s(others)}.`,
  },
  failures: {
    bug: ({ id = '' }) =>
      `Quelque chose n’a pas fonctionné dans Permit Loader lui-même. Rien de plus n’a été fait. Pour l’assistance, l’incident est noté dans le journal sous ${id}.`,
    'engine-stopped': () =>
      'La partie de Permit Loader qui travaille sur les fichiers s’est arrêtée sans prévenir et a été relancée. Ce qu’elle avait fait est sur le disque ; veuillez réessayer.',
    'call-foreign': () => 'Cette page ne peut pas demander cela à Permit Loader.',
    'call-unknown': () => 'Permit Loader ne connaît pas cette commande.',
    'call-invalid': () => 'La demande n’a pas été comprise ; rien n’a été fait.',
    'reading-unknown': () => 'Ce fichier n’est plus en cours de lecture.',
    'batch-busy': () => 'Ce lot est en cours d’envoi. Attendez la fin de l’envoi, ou annulez-le d’abord.',
    'push-not-running': () => 'Ce lot n’est pas en cours d’envoi.',
    'connection-unknown': ({ name = '' }) => `La connexion ${name} n’existe plus.`,
    'token-missing': ({ name = '' }) =>
      `${name} n’a pas encore de jeton. Définissez-le sous Connexions, puis lancez l’envoi.`,
    'results-missing': ({ path = '' }) =>
      path === ''
        ? 'Aucun fichier de résultats n’a encore été écrit.'
        : `Le fichier de résultats n’est plus à l’emplacement ${path}.`,
    'open-failed': ({ path = '', reason = '' }) => `Impossible d’ouvrir ${path} : ${reason}`,
    'sample-failed': ({ reason = '' }) => `Impossible de copier l’exemple : ${reason}`,
    'write-failed': ({ path = '', reason = '' }) =>
      `Impossible d’écrire ${path} : ${reason} Choisissez un autre dossier, ou fermez le fichier là où il est ouvert.`,
    'no-row': ({ row = '' }) => `Il n’y a pas de ligne ${row} dans ce lot.`,
    'no-repair': ({ row = '' }) => `Aucune réparation n’est connue pour cette cellule de la ligne ${row}.`,
  },
};
