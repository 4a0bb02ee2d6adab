import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type Client, type ClientOptions, createClient } from '../../src/opscom/client.ts';
import type { Reply } from '../../src/opscom/reply.ts';
import type { PermitRequest } from '../../src/permit/permit-request.ts';

export const token = 'secret-Token-1';
export const update: PermitRequest = { referenceId: 'ref-1', plate: 'PL8RDR' };
export const accepted = JSON.stringify({
  status: 'success',
  reference_id: 'ref-1',
  InternalReferenceID: 'in-1',
});

/** What a test made last; closed after it where the file says `closesAfterEach()`. */
export let server: Server | undefined;
export let client: Client | undefined;
const sockets = new Set<Socket>();

export function closesAfterEach(): void {
  afterEach(async () => {
    await client?.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => (server?.listening ? server.close(resolve) : resolve(null)));
  });
}

export async function listen<Kind extends Server>(made: Kind): Promise<number> {
  server = made;
  made.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  return (made.address() as AddressInfo).port;
}

/** A server that does with the bytes of each connection what `serve` says. */
export const raw = (serve: (socket: Socket, request: string) => void) =>
  listen(createServer((socket) => socket.on('data', (data) => serve(socket, data.toString()))));

export const http = (listener: RequestListener) => listen(createHttpServer(listener));

/** Has a client closed after the test. */
export function keep(made: Client): Client {
  client = made;
  return made;
}

export function connect(port: number, options: Partial<ClientOptions> = {}): Client {
  return keep(createClient({ controller: `http://127.0.0.1:${port}`, client: 'OC-TOMA', token, ...options }));
}

export const send = (port: number, options?: Partial<ClientOptions>): Promise<Reply> =>
  connect(port, options).send(update);
