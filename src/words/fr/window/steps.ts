import type * as english from '../../en/window/steps.ts';
import { counted } from '../counted.ts';
import { fr } from '../typeset.ts';
import { check } from './check.ts';

type Choice = Parameters<typeof english.steps.chosen>[0];
type Step = NonNullable<Parameters<typeof english.steps.undone>[0]>;
type Changes = Exclude<Step, { readonly did: 'answer' }>;

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
} as const satisfies Record<Changes['of'], readonly [string, string, string]>;

const deeds = {
  change: (ending: string) => `modifié${ending}`,
  repair: (ending: string) => `corrigé${ending}`,
  keep: (ending: string) => `gardé${ending}`,
  'leave-out': (ending: string) => `écarté${ending}`,
  'bring-back': (ending: string) => `repris${ending}`,
  choose: (ending: string) => `écarté${ending} ou repris${ending}`,
} as const satisfies Record<Changes['did'], (ending: string) => string>;

const choice = (made: Choice): string => {
  if (made.question === 'duplicates') {
    const answer = made.answer === null ? check.duplicatesOpen : check.duplicateChoices[made.answer];
    return fr`« ${answer} » pour les doublons`;
  }
  const answer = made.answer === null ? check.dateOrderOpen : check.dateOrders[made.answer];
  return fr`« ${answer} » pour l’ordre des dates`;
};

const deed = (step: Step): string => {
  if (step.did === 'answer') return choice(step);
  const { did, of, count } = step;
  const [one, more, feminine] = nouns[of];
  const ending = `${feminine}${count < 2 ? '' : 's'}`;
  return `${counted(count, one, more)} ${deeds[did](ending)}`;
};

export const steps: typeof english.steps = {
  chosen: (made) => fr`Choisi : ${choice(made)}.`,
  undo: (step) => (step === null ? check.undo : fr`Annuler : ${deed(step)}`),
  redo: (step) => (step === null ? check.redo : fr`Rétablir : ${deed(step)}`),
  undone: (step) => (step === null ? 'Dernière modification annulée.' : fr`Annulé : ${deed(step)}.`),
  redone: (step) => (step === null ? 'Modification rétablie.' : fr`Rétabli : ${deed(step)}.`),
};
