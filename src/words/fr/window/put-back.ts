import type * as english from '../../en/window/put-back.ts';
import { counted } from '../counted.ts';
import { fr } from '../typeset.ts';

const permits = (value: number) => counted(value, 'permis', 'permis');

export const putBack: typeof english.putBack = {
  open: (creates) => (creates ? 'Supprimer ce qui a été créé…' : 'Remettre ce qu’il y avait avant…'),
  title: (creates) => (creates ? 'Supprimer ce qui a été créé' : 'Remettre ce qu’il y avait avant'),
  restorable: (creates, value, all) =>
    creates
      ? fr`${permits(value)} sur ${all} qui ont été créés peuvent être supprimés.`
      : fr`Pour ${permits(value)} sur ${all}, on sait ici ce qu’il y avait avant : cela peut être remis.`,
  leftOut: {
    partly: (value) => fr`${permits(value)} : connu en partie seulement. Écarté d’abord.`,
    'changed-since': (value) =>
      fr`${permits(value)} : modifié depuis par un autre bordereau. Écarté d’abord.`,
    'not-known': (value) => fr`${permits(value)} : rien d’antérieur n’est connu ici. Écarté.`,
  },
  note: fr`Un nouveau bordereau est fait ; rien n’est envoyé. Regardez ses lignes sous Contrôle, puis envoyez-le. Est connu ce qui a été envoyé de cet ordinateur : d’autres ont pu modifier des permis aussi.`,
  make: 'Faire le bordereau',
};
