import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this computer that answers everything, and knows what it was asked. */
export interface Listener {
  /** With a slash at its end. */
  readonly url: string;
  /** The paths that were asked for. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

export async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
  });
  server.on('upgrade', (request, socket) => {
    heard.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    heard,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
