import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Feed {
  readonly url: string;
  /** What it has, by name; changed by whoever tests. */
  readonly files: Map<string, string | Buffer>;
  /** What was asked for since the last look. */
  asked(): string[];
  close(): void;
}

/** A release feed on this computer. */
export async function serveFeed(): Promise<Feed> {
  const files = new Map<string, string | Buffer>();
  let asked: string[] = [];
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice('/apps/'.length);
    asked.push(name);
    const file = files.get(name);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/apps/`,
    files,
    asked() {
      const since = asked;
      asked = [];
      return since;
    },
    close: () => server.close(),
  };
}

/** A manifest as electron-builder writes it. */
export function manifestOf(version: string, installer: string | Buffer): string {
  const sha512 = createHash('sha512').update(installer).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: permit-loader-${version}.AppImage`,
    `    sha512: ${sha512}`,
    `    size: ${installer.length}`,
    `path: permit-loader-${version}.AppImage`,
    `sha512: ${sha512}`,
    'releaseNotes: |',
    '  Reads faster.',
    '',
  ].join('\n');
}
