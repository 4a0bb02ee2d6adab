import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { protocol } from 'electron';
import { origin } from '../bridge/channels.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Where index.html wants the nonce that its style tags must carry. */
const noncePlace = '__STYLE_NONCE__';

/** Makes the app's scheme an origin like any https one. Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: origin.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the window's files from `folder`, and nothing else. */
export function serveWindow(folder: string): void {
  protocol.handle(origin.scheme, async (request) => {
    const path = request.method === 'GET' ? servedPath(folder, request.url) : null;
    const type = path === null ? undefined : mimeTypes[extname(path)];
    if (path === null || type === undefined) return new Response(null, { status: 404 });
    let body: string | Buffer<ArrayBuffer>;
    try {
      body = await readFile(path);
    } catch {
      return new Response(null, { status: 404 });
    }
    const nonce = randomBytes(16).toString('base64');
    if (extname(path) === '.html') body = body.toString('utf8').replaceAll(noncePlace, nonce);
    return new Response(body, {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': contentPolicy(nonce),
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
      },
    });
  });
}

/** The file that a URL of the window names; null when it is of another host or outside `folder`. */
export function servedPath(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== origin.host) return null;
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const path = resolve(join(folder, name === '/' ? 'index.html' : name));
  const inside = relative(resolve(folder), path);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside
    ? null
    : path;
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
