import { createContext, runInContext, Script } from 'node:vm';
import { fail, ok, type Result } from '../../../permit/result.ts';
import type { PlanFailure } from '../row-changes.ts';

/** Milliseconds that a page of values may take: the slowest sound pattern needs a few. */
const pageMs = 500;

/**
 * Replaces what a person's regular expression finds, in a page of values at a time. A pattern that goes back and forth
 * without end would hold up the engine for ever: it runs under the time limit of `node:vm`, which stops the expression
 * itself. That is a limit of time only; the pattern is given no code of the person's to run.
 */
export function patternReplacer(
  pattern: string,
  replacement: string,
  matchCase: boolean,
): Result<(values: readonly string[]) => Result<string[], PlanFailure>, PlanFailure> {
  const flags = matchCase ? 'gu' : 'giu';
  try {
    new RegExp(pattern, flags);
  } catch (cause) {
    return fail('pattern-wrong', { pattern, reason: cause instanceof Error ? cause.message : '' });
  }
  const context = createContext({ pattern, flags, replacement, values: '[]' });
  runInContext('const found = new RegExp(pattern, flags)', context);
  const replaceAll = new Script(
    'JSON.stringify(JSON.parse(values).map((value) => value.replace(found, replacement)))',
  );
  return ok((values) => {
    context['values'] = JSON.stringify(values);
    try {
      return ok(JSON.parse(String(replaceAll.runInContext(context, { timeout: pageMs }))) as string[]);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
      return fail('pattern-slow', { pattern });
    }
  });
}
