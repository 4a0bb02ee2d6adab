import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { origin } from '../bridge/channels.ts';
import { devServer, devSocket } from './development.ts';
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
    const found =
      request.method !== 'GET'
        ? null
        : devServer === null
          ? await fileFor(folder, request.url)
          : await beingEdited(devServer, request.url);
    if (found === null) return new Response(null, { status: 404 });
    const { type, body } = found;
    const nonce = randomBytes(16).toString('base64');
    const html = type.startsWith('text/html');
    return new Response(html ? body.toString('utf8').replaceAll(noncePlace, nonce) : body, {
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

interface Served {
  readonly type: string;
  readonly body: Buffer<ArrayBuffer>;
}

async function fileFor(folder: string, url: string): Promise<Served | null> {
  const path = servedPath(folder, url);
  const type = path === null ? undefined : mimeTypes[extname(path)];
  if (path === null || type === undefined) return null;
  try {
    return { type, body: await readFile(path) };
  } catch {
    return null;
  }
}

/** From the server of `npm run dev`, so that the window keeps its origin, and with it all that main asks of a caller. */
async function beingEdited(server: string, url: string): Promise<Served | null> {
  const { pathname, search } = new URL(url);
  const answer = await fetch(`${server}${pathname}${search}`, { headers: { accept: '*/*' } });
  if (!answer.ok) return null;
  return {
    type: answer.headers.get('content-type') ?? 'text/html; charset=utf-8',
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    devSocket === null ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    devSocket === null ? "connect-src 'none'" : `connect-src 'self' ${devSocket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
