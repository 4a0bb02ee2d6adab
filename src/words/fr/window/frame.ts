import type * as english from '../../en/window/frame.ts';
import { fr } from '../typeset.ts';

export const places: typeof english.places = {
  label: 'Étapes de ce bordereau',
  file: 'Fichier',
  columns: 'Colonnes',
  check: 'Contrôle',
  push: 'Envoi',
  results: 'Résultats',
  done: 'terminé',
  attention: 'à voir',
  running: 'en cours',
};

export const shell: typeof english.shell = {
  newBatch: 'Nouveau bordereau',
  history: 'Bordereaux',
  searchHistory: 'Trouver un bordereau',
  searchHint: 'Nom, plaque, ID, date…',
  searched: 'La recherche porte sur les noms de fichier, connexions, dates, plaques et ID de référence.',
  searchingHistory: 'Recherche des plaques et des ID…',
  noHistory: 'Les bordereaux que vous ouvrez apparaissent ici.',
  nothingFound: (text) => fr`Aucun bordereau ne correspond à « ${text} ».`,
  connections: 'Connexions',
  settings: 'Réglages',
  help: 'Aide',
  menu: 'Menu',
  work: 'Travail',
  details: 'Détails',
  panels: {
    history: {
      fold: 'Replier les bordereaux',
      unfold: 'Déplier les bordereaux',
      width: 'Largeur des bordereaux',
    },
    details: { fold: 'Replier les détails', unfold: 'Déplier les détails', width: 'Largeur des détails' },
  },
  more: 'Plus',
  top: 'Bordereau et connexion',
  status: 'État et étape suivante',
  skip: 'Aller au travail',
  starting: 'Démarrage…',
  close: 'Fermer',
  cancel: 'Annuler',
  copy: 'Copier',
  copied: 'Copié',
  copyDetails: 'Copier les détails',
  failed: 'Cela n’a pas marché',
};

export const statuses: typeof english.statuses = {
  valid: 'prête',
  warned: 'alerte',
  invalid: 'erreur',
  accepted: 'acceptée',
  rejected: 'refusée',
  unknown: 'inconnue',
  unsent: 'non envoyée',
  skipped: 'écartée',
  running: 'envoi en cours',
  interrupted: 'interrompu',
};
