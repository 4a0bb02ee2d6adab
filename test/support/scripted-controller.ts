import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the controller got it. */
export interface GotRequest {
  /** Of a creation the permit number: it has no reference ID yet. */
  readonly referenceId: string;
  /** Empty without one. */
  readonly plate: string;
  /** All that it said. */
  readonly body: Readonly<Record<string, string>>;
  /** How many came for this reference ID before. */
  readonly earlier: number;
  /** How many came in all before. */
  readonly before: number;
  readonly at: number;
}

type Script = (request: GotRequest, response: ServerResponse) => void;

export interface ScriptedController {
  readonly url: string;
  readonly got: readonly GotRequest[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers as `script` says: for answers that the practice controller never gives. */
export async function scriptedController(script: Script, port = 0): Promise<ScriptedController> {
  const got: GotRequest[] = [];
  const counts = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      if (request.url?.endsWith('/permits/stats')) {
        // Asked around runs of creations and deletions; a script is about permits.
        answerJson(response, { ErrorCode: 9002, ErrorMessage: 'error 9002' });
        return;
      }
      const body = JSON.parse(text) as Readonly<Record<string, string>>;
      const { permitNo = '', referenceID: referenceId = permitNo, plate = '' } = body;
      const earlier = counts.get(referenceId) ?? 0;
      counts.set(referenceId, earlier + 1);
      const it = { referenceId, plate, body, earlier, before: got.length, at: performance.now() };
      got.push(it);
      script(it, response);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(response: ServerResponse, body: object, status = 200, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function accept({ referenceId }: GotRequest, response: ServerResponse): void {
  answerJson(response, {
    status: 'success',
    reference_id: referenceId,
    InternalReferenceID: `internal-${referenceId}`,
  });
}

export function reject(errorCode: number): Script {
  return (_request, response) =>
    answerJson(response, { ErrorCode: errorCode, ErrorMessage: `error ${errorCode}` });
}
