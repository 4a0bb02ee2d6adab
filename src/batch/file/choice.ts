/**
 * What a person is asked about a whole batch: the setting that holds the answer, null until there is one, and the answers.
 * The log of edits has an answer as a line of this kind whose row and column are 0; there blank is none.
 */
export const questions = {
  duplicates: { setting: 'duplicates', answers: ['first', 'last', 'all'] },
  'date-order': { setting: 'dateOrder', answers: ['day-first', 'month-first'] },
} as const;

export type Question = keyof typeof questions;

export type AnswerTo<Q extends Question> = (typeof questions)[Q]['answers'][number] | null;

/** A question, and what is answered. */
export type Choice = { [Q in Question]: { readonly question: Q; readonly answer: AnswerTo<Q> } }[Question];

/** The choice that a line of the log tells; null for a line that tells of something else. */
export function choiceOf(kind: string, text: string): Choice | null {
  if (!isQuestion(kind)) return null;
  const answer = questions[kind].answers.find((one) => one === text) ?? null;
  return { question: kind, answer } as Choice;
}

export function isQuestion(kind: string): kind is Question {
  return Object.hasOwn(questions, kind);
}
