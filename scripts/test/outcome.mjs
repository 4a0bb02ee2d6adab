/**
 * What one part of the tests came to. `problems` are what a person needs to see of the failures.
 * @typedef {{ passed: number, failed: number, skipped: number, problems: string[] }} Outcome
 */

/** @type {Outcome} */
export const none = { passed: 0, failed: 0, skipped: 0, problems: [] };

/**
 * A part that gave no result is a failure: it must never look like nothing to do.
 * @param {string} name
 * @param {string} output
 * @returns {Outcome}
 */
export function noResult(name, output) {
  return { passed: 0, failed: 1, skipped: 0, problems: [`${name} ended without a result:\n${output}`] };
}

/**
 * What two parts came to together.
 * @param {Outcome} one
 * @param {Outcome} other
 * @returns {Outcome}
 */
export function sum(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    problems: [...one.problems, ...other.problems],
  };
}
