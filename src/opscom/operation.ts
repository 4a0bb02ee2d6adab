/**
 * One call of the controller's API, as data: a second one (Create, Delete) is another value of this type.
 * Source of names and shapes: the API as published.
 */
export interface Operation<Input> {
  readonly name: string;
  /** Below `/api/CODE/v1/`. */
  readonly path: string;
  /** Whether the same request may be sent again when no answer came: true for what sets values, false for what creates. */
  readonly repeatable: boolean;
  /** The JSON body to send, wire names and order as published. */
  body(input: Input, token: string): string;
  /** What a success must repeat in `reference_id`; null where the reply is what hands it out. */
  referenceId(input: Input): string | null;
}
