import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { origin } from '../bridge/channels.ts';
import { servedPath } from './served-path.ts';

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
    {
      scheme: origin.scheme,
      // With the code cache the second start compiles nothing of the page's script.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
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
