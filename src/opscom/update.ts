import type { Operation } from './operation.ts';
import { wireBody } from './wire-body.ts';

/** Permit Update. It sets values, so the same update may be sent again. */
export const permitUpdate: Operation = {
  name: 'update',
  path: 'permits/update',
  repeatable: true,
  removes: false,
  body: ({ referenceId, plate, amount, currency, endTime, endDateUtc }, token) =>
    wireBody({
      apiToken: token,
      referenceID: referenceId,
      plate,
      Amount: amount,
      currency,
      endTime,
      EndDateUtc: endDateUtc,
    }),
  referenceId: ({ referenceId }) => referenceId ?? null,
};
