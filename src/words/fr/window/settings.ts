import type * as english from '../../en/window/settings.ts';
import { fr } from '../typeset.ts';

export const settings: typeof english.settings = {
  title: 'Réglages',
  language: 'Langue',
  languages: { system: 'Du système', en: 'English', fr: 'Français' },
  theme: 'Thème',
  themes: { system: 'Du système', light: 'Clair', dark: 'Sombre' },
  updates: {
    label: 'Source des versions',
    hint: fr`L’adresse que « Rechercher des mises à jour… » interroge, sous Aide. Vide : rien n’est demandé à personne.`,
    settled: 'Votre administrateur a réglé ceci.',
  },
  version: (version) => `Permit Loader ${version}`,
};

export const shortcuts: typeof english.shortcuts = {
  title: 'Raccourcis clavier',
  lead: 'Tout marche sans souris. Tab passe d’une partie à l’autre, les flèches se déplacent dans les lignes.',
  open: 'Ouvrir un fichier',
  places: 'Aller à Fichier, Colonnes, Contrôle, Envoi, Résultats',
  next: 'Passer à l’étape suivante (le bouton en bas à droite)',
  find: 'Chercher dans les lignes',
  history: 'Trouver un bordereau',
  undo: 'Annuler une modification',
  redo: 'Rétablir une modification',
  edit: 'Modifier la cellule',
  leave: 'Laisser la cellule comme elle était',
  columnMenu: 'Ouvrir le menu de la colonne',
  bulk: 'Modifier beaucoup de lignes à la fois',
  leaveOut: 'Écarter les lignes choisies',
  bringBack: 'Reprendre les lignes choisies',
  repair: 'Corriger la cellule',
  copy: 'Copier la cellule ou les lignes choisies',
  region: 'Aller à la partie suivante de la fenêtre',
  zoom: 'Tout agrandir ou tout réduire',
  help: 'Cette liste',
};
