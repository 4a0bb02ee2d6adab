import type { AppDescription } from '../../bridge/app.ts';
import type { Failure } from '../../permit/result.ts';

/** Facts that say what happened and nothing of whom it happened to: no path, name, reference ID, address or token. */
const harmless = ['id', 'call', 'reason', 'errorCode', 'httpStatus', 'row', 'rows', 'invalid', 'seconds'];

/** What a person copies for support. A fact that is text is taken only when it looks like a code, such as `EACCES`. */
export function failureDetails(
  app: Pick<AppDescription, 'version' | 'system'>,
  { code, facts }: Failure,
  now: Date,
): string {
  const told = harmless.flatMap((name) => {
    const fact = facts[name];
    if (typeof fact === 'number' || (typeof fact === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(fact)))
      return [`${name}: ${fact}`];
    return [];
  });
  return [`Permit Loader ${app.version} (${app.system})`, now.toISOString(), code, ...told].join('\n');
}
