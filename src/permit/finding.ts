import type { IssueCode, Repair } from './issue.ts';

/** What is wrong with one value, before it is known where it stands. */
export interface Finding {
  readonly code: IssueCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly repair: Repair | null;
}

const noFacts: Finding['facts'] = {};

export function finding(
  code: IssueCode,
  facts: Finding['facts'] = noFacts,
  repair: Repair | null = null,
): Finding {
  return { code, facts, repair };
}
