import { fail, ok, type Result } from './result.ts';

export type TokenFailure = 'token-missing' | 'token-form';

/**
 * An API token in its published form: 1 to 50 letters, digits and dashes. White space around it is ignored.
 * A failure holds no part of what was given.
 */
export function parseToken(text: string): Result<string, TokenFailure> {
  const token = text.trim();
  if (token === '') return fail('token-missing');
  return /^[A-Za-z0-9-]{1,50}$/.test(token) ? ok(token) : fail('token-form', { length: token.length });
}

/** Takes every copy of the token out of text that others wrote: a controller may echo it. */
export function redact(text: string, token: string): string {
  if (token === '' || !text.toLowerCase().includes(token.toLowerCase())) return text;
  return text.replace(new RegExp(escaped(token), 'gi'), '•••');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
