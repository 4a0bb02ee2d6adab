import type { PermitUpdate } from '../permit/permit-update.ts';
import type { Operation } from './operation.ts';

/** Permit Update. It sets values, so the same update may be sent again. A blank value is left out, never sent as "". */
export const permitUpdateOperation: Operation<PermitUpdate> = {
  name: 'update',
  path: 'permits/update',
  repeatable: true,
  body: (update, token) => JSON.stringify(wireBody(update, token)),
  referenceId: (update) => update.referenceId,
};

function wireBody(update: PermitUpdate, token: string): Record<string, string> {
  const body: Record<string, string> = { apiToken: token, referenceID: update.referenceId };
  if (update.plate) body['plate'] = update.plate;
  if (update.amount) body['Amount'] = update.amount;
  if (update.currency) body['currency'] = update.currency;
  if (update.endTime) body['endTime'] = update.endTime;
  if (update.endDateUtc) body['EndDateUtc'] = update.endDateUtc;
  return body;
}
