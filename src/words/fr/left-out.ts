import type { leftOut as english } from '../en/left-out.ts';
import { fr } from './typeset.ts';

export const leftOut: typeof english = {
  duplicate: fr`Écartée : une autre ligne du même permis est envoyée.`,
  'by-hand': 'Écartée à la main.',
  only: fr`Écartée : elle n’est pas des lignes demandées avec --only.`,
};
