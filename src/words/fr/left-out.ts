import type { leftOut as english } from '../en/left-out.ts';
import { fr } from './typeset.ts';

export const leftOut: typeof english = {
  duplicate: fr`Écartée : une autre ligne du même permis est envoyée.`,
  'by-hand': 'Écartée à la main.',
  only: fr`Écartée : elle n’est pas des lignes demandées avec --only.`,
  unchanged: fr`Écartée : elle ne changerait rien de ce qui était connu ici en dernier.`,
  'undo-partly': fr`Écartée : ce qu’il y avait avant n’est connu ici qu’en partie.`,
  'undo-not-known': fr`Écartée : rien de ce qu’il y avait avant n’est connu ici.`,
  'undo-changed-since': fr`Écartée : un autre bordereau a modifié ce permis depuis.`,
  'duplicate-by-hand': 'Écartée à la main, comme doublon.',
};
