import { redact } from '../permit/token.ts';

/**
 * Text that came from outside as it may be kept: one line, without the token, control characters or marks that are not
 * seen, and of `longest` characters at most.
 */
export function plainLine(text: string, token: string, longest = 1000): string {
  const plain = /^[!-~]*$/.test(text)
    ? text
    : text
        // First, or a token that is broken up by them would not be found.
        .replace(/\p{Cf}/gu, '')
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim();
  const clean = redact(plain, token);
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
