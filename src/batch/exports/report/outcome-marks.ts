/** Beside the colour of an outcome, so that neither is needed alone. */
export const outcomeMarks = {
  accepted: '✓',
  rejected: '✕',
  unknown: '?',
  unsent: '○',
  skipped: '–',
} as const;
