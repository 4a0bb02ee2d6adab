import { type Finding, finding } from './finding.ts';
import type { Repair } from './issue.ts';

// A bare `$` names neither; `CA` and `US` are countries.
const namesOf = {
  CAD: /^(?:c\$|ca\$|cad\$|\$ ?cad?|cdn|cdn ?\$|\$ ?cdn|canadian dollars?|dollars? canadiens?)$/i,
  USD: /^(?:us\$|usd\$|\$ ?usd?|u\.s\. dollars?|us dollars?|american dollars?|dollars? americains?|dollars? américains?)$/i,
} as const;

/** The currency that a text names in whatever way, or null. */
export function currencyNamed(text: string): 'CAD' | 'USD' | null {
  const upper = text.toUpperCase();
  if (upper === 'CAD' || upper === 'USD') return upper;
  if (namesOf.CAD.test(text)) return 'CAD';
  return namesOf.USD.test(text) ? 'USD' : null;
}

/** What is wrong with a trimmed currency that is not blank; null for CAD and USD to the letter. */
export function currencyFinding(value: string): Finding | null {
  if (value === 'CAD' || value === 'USD') return null;
  return finding('currency-unknown', {}, currencyRepair(value));
}

function currencyRepair(value: string): Repair | null {
  const named = currencyNamed(value);
  if (!named) return null;
  return {
    kind: value.toUpperCase() === named ? 'currency-case' : 'currency-name',
    value: named,
    safe: true,
  };
}
