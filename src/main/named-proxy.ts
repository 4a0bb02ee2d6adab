/**
 * The first entry of what Chromium resolves for an address, such as `PROXY 10.0.0.1:3128; DIRECT`, as a URL; null for
 * a direct way, and for kinds of proxy (SOCKS) that the engine cannot use.
 */
export function namedProxy(resolved: string): string | null {
  const [kind = '', host = ''] = (resolved.split(';')[0] ?? '').trim().split(/\s+/);
  const scheme = { PROXY: 'http', HTTPS: 'https' }[kind.toUpperCase()];
  const url = `${scheme}://${host}`;
  return scheme !== undefined && host !== '' && URL.canParse(url) ? url : null;
}
