/**
 * What one part of the tests came to. `problems` are what a person needs to see of the failures.
 * @typedef {{ passed: number, failed: number, skipped: number, problems: string[] }} Outcome
 */

/**
 * A part that gave no result is a failure: it must never look like nothing to do.
 * @param {string} name
 * @param {string} output
 * @returns {Outcome}
 */
export function noResult(name, output) {
  return { passed: 0, failed: 1, skipped: 0, problems: [`${name} ended without a result:\n${output}`] };
}
