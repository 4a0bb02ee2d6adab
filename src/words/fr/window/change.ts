import type * as english from '../../en/window/change.ts';
import { fr } from '../typeset.ts';

export const change: typeof english.change = {
  open: 'Montrer les lignes selon ce qu’elles changeraient',
  label: 'Par rapport à ce qui était connu ici',
  kinds: { changed: 'Modifiées', unchanged: 'Inchangées', unknown: 'Inconnues' },
  all: 'Montrer de nouveau toutes les lignes',
  looking: 'Recherche des lignes',
  cannot: 'On ne peut pas le dire maintenant.',
  field: (name) => fr`Modifiées : ${name}`,
  note: 'Lignes qu’un envoi prendrait maintenant.',
  only: {
    changed: fr`Seulement : changerait quelque chose`,
    unchanged: fr`Seulement : ne changerait rien, d’après ce qui est connu`,
    unknown: fr`Seulement : on ne sait pas ce qui changerait`,
  },
  onlyField: (field) => fr`Seulement : changerait ${field}`,
};
