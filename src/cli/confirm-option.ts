import type { ConfirmRequest } from '../batch/edits/confirm.ts';
import { confirmableCodes } from '../permit/issue.ts';
import { fail, ok, type Result } from '../permit/result.ts';

/** What `--confirm CODE` and `--confirm CODE=VALUE` ask for. */
export function confirmRequests(stated: readonly string[]): Result<ConfirmRequest[], 'confirm-unknown'> {
  const requests: ConfirmRequest[] = [];
  for (const text of stated) {
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    const code = confirmableCodes.find((known) => known === name);
    if (code === undefined) {
      return fail('confirm-unknown', { code: name, codes: confirmableCodes.join(', ') });
    }
    requests.push(value === undefined ? { code } : { code, value });
  }
  return ok(requests);
}
