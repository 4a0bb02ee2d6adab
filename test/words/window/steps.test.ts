import { expect, test } from 'vitest';
import { wordsIn } from '../../../src/words/words.ts';

type Step = Parameters<ReturnType<typeof wordsIn>['window']['steps']['undone']>[0];

test.each<{ step: Step; en: string; fr: string }>([
  {
    step: { did: 'repair', of: 'endDate', count: 4000 },
    en: 'Undone: 4,000 end dates repaired.',
    fr: 'Annulé\u00a0: 4\u00a0000 dates de fin corrigées.',
  },
  {
    step: { did: 'change', of: 'amount', count: 1 },
    en: 'Undone: 1 amount changed.',
    fr: 'Annulé\u00a0: 1 montant modifié.',
  },
  {
    step: { did: 'keep', of: 'plate', count: 2 },
    en: 'Undone: 2 plates kept as they are.',
    fr: 'Annulé\u00a0: 2 plaques gardées.',
  },
  {
    step: { did: 'bring-back', of: 'row', count: 1 },
    en: 'Undone: 1 row brought back.',
    fr: 'Annulé\u00a0: 1 ligne reprise.',
  },
  {
    step: { did: 'choose', of: 'row', count: 3 },
    en: 'Undone: 3 rows left out or brought back.',
    fr: 'Annulé\u00a0: 3 lignes écartées ou reprises.',
  },
  {
    step: { did: 'answer', question: 'duplicates', answer: 'first' },
    en: 'Undone: “Send the first” for duplicates.',
    fr: 'Annulé\u00a0: «\u00a0Envoyer la première\u00a0» pour les doublons.',
  },
  {
    step: { did: 'answer', question: 'date-order', answer: null },
    en: 'Undone: “Not chosen” for the order of dates.',
    fr: 'Annulé\u00a0: «\u00a0Pas choisi\u00a0» pour l’ordre des dates.',
  },
  { step: null, en: 'Last change undone.', fr: 'Dernière modification annulée.' },
])('$en', ({ step, en, fr }) => {
  expect(wordsIn('en').window.steps.undone(step)).toBe(en);
  expect(wordsIn('fr').window.steps.undone(step)).toBe(fr);
});

test('undo and redo name the step that they would take', () => {
  const step = { did: 'change', of: 'plate', count: 2 } as const;
  const [en, fr] = (['en', 'fr'] as const).map((language) => wordsIn(language).window.steps);
  expect([en?.undo(step), en?.redo(step), en?.undo(null), en?.redo(null)]).toEqual([
    'Undo: 2 plates changed',
    'Redo: 2 plates changed',
    'Undo',
    'Redo',
  ]);
  expect([fr?.undo(step), fr?.redo(step), fr?.undo(null), fr?.redo(null)]).toEqual([
    'Annuler\u00a0: 2 plaques modifiées',
    'Rétablir\u00a0: 2 plaques modifiées',
    'Annuler la modification',
    'Rétablir la modification',
  ]);
});
