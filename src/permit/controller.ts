import { fail, ok, type Result } from './result.ts';

export type ControllerFailure =
  | 'controller-not-url'
  | 'controller-not-https'
  | 'controller-credentials'
  | 'controller-more-than-origin';

/**
 * A controller's origin, such as `https://controller.operationscommander.io`, in its normal form without a slash at
 * the end. Only loopback may be plain http. White space around it is ignored.
 */
export function parseController(text: string): Result<string, ControllerFailure> {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) {
    return fail('controller-not-url', { value: withoutCredentials(trimmed) });
  }
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '')
    return fail('controller-credentials', { origin: url.origin });
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail('controller-not-https', { origin: `https://${url.host}` });
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return fail('controller-more-than-origin', { origin: url.origin });
  }
  return ok(url.origin);
}

/** An integration code such as `OC-TOMA`: 1 to 50 letters, digits, dashes and underscores. */
export function parseClientCode(text: string): Result<string, 'client-code'> {
  const code = text.trim();
  return /^[A-Za-z0-9_-]{1,50}$/.test(code) ? ok(code) : fail('client-code', { value: code });
}

/** Whether a host name (as `URL.hostname` gives it) is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//').slice(0, 200);
}
