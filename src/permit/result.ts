/**
 * An expected failure: its code selects a sentence in `words`, its facts fill it in.
 * Never holds a token.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type Result<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure<Code> };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Code extends string>(
  code: Code,
  facts: Readonly<Record<string, string | number>> = {},
): { readonly ok: false; readonly failure: Failure<Code> } {
  return { ok: false, failure: { code, facts } };
}

/** Ends an exhaustive switch: reaching it is a bug, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
