import type { Operation } from './operation.ts';
import { wireBody } from './wire-body.ts';

/**
 * Permit Delete. What is gone stays gone, so it may be sent again; but then the controller no longer finds the permit,
 * and whether that was this deletion nobody can say.
 */
export const permitDelete: Operation = {
  name: 'delete',
  path: 'permits/delete',
  repeatable: true,
  removes: true,
  body: ({ referenceId }, token) => wireBody({ apiToken: token, referenceID: referenceId }),
  referenceId: ({ referenceId }) => referenceId ?? null,
};
