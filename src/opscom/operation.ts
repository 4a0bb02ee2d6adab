import type { OperationName } from '../permit/operation.ts';
import type { PermitRequest } from '../permit/permit-request.ts';

/**
 * One call of the controller's API, as data: another one is another value of this type.
 * Source of names and shapes: the API as published.
 */
export interface Operation {
  readonly name: OperationName;
  /** Below `/api/CODE/v1/`. */
  readonly path: string;
  /** Whether the same request may be sent again when no answer came: true for what sets values, false for what creates. */
  readonly repeatable: boolean;
  /** Whether "record not found" may be this operation's own doing, once an earlier request for the row went unanswered. */
  readonly removes: boolean;
  /** The JSON body to send, wire names and order as published. A value that a row lacks is left out, never sent as "". */
  body(request: PermitRequest, token: string): string;
  /** What a success must repeat in `reference_id`; null where the reply is what hands it out. */
  referenceId(request: PermitRequest): string | null;
}
