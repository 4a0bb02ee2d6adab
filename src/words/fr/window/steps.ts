import type * as english from '../../en/window/steps.ts';
import { counted } from '../counted.ts';
import { fr } from '../typeset.ts';

type Step = NonNullable<Parameters<typeof english.steps.undone>[0]>;

/** The singular, the plural, and the ending that its gender gives a participle. Rows, the only ones brought back, are feminine. */
const nouns = {
  referenceId: ['ID de référence', 'ID de référence', ''],
  endDate: ['date de fin', 'dates de fin', 'e'],
  plate: ['plaque', 'plaques', 'e'],
  amount: ['montant', 'montants', ''],
  currency: ['devise', 'devises', 'e'],
  permitNo: ['numéro de permis', 'numéros de permis', ''],
  zone: ['zone', 'zones', 'e'],
  startDate: ['date de début', 'dates de début', 'e'],
  cell: ['cellule', 'cellules', 'e'],
  row: ['ligne', 'lignes', 'e'],
} as const satisfies Record<Step['of'], readonly [string, string, string]>;

const deeds = {
  change: (ending: string) => `modifié${ending}`,
  repair: (ending: string) => `corrigé${ending}`,
  keep: (ending: string) => `gardé${ending}`,
  'leave-out': (ending: string) => `écarté${ending}`,
  'bring-back': (ending: string) => `repris${ending}`,
  choose: (ending: string) => `écarté${ending} ou repris${ending}`,
} as const satisfies Record<Step['did'], (ending: string) => string>;

const deed = ({ did, of, count }: Step): string => {
  const [one, more, feminine] = nouns[of];
  const ending = `${feminine}${count < 2 ? '' : 's'}`;
  return `${counted(count, one, more)} ${deeds[did](ending)}`;
};

export const steps: typeof english.steps = {
  undone: (step) => (step === null ? 'Dernière modification annulée.' : fr`Annulé : ${deed(step)}.`),
  redone: (step) => (step === null ? 'Modification rétablie.' : fr`Rétabli : ${deed(step)}.`),
};
