import type { Operation } from './operation.ts';
import { wireBody } from './wire-body.ts';

/** Permit Create. Sent twice it makes two permits, so it is never sent again by itself once it may have arrived. */
export const permitCreate: Operation = {
  name: 'create',
  path: 'permits/push',
  repeatable: false,
  removes: false,
  body: ({ amount, currency, plate, zone, permitNo, startTime, endTime }, token) =>
    wireBody({
      apiToken: token,
      Amount: amount,
      CurrencyID: currency,
      LicencePlate: plate,
      zone,
      permitNo,
      startTime,
      endTime,
    }),
  referenceId: () => null,
};
