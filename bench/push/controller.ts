import { createServer } from 'node:http';
import { successBody } from '../../src/opscom/practice/answer.ts';
import { throttle } from '../../src/opscom/practice/faults.ts';

export interface ControllerReport {
  readonly accepted: number;
  readonly refused: number;
  /** Milliseconds from the first request to the last that got through. */
  readonly ms: number;
}

/** A controller that does the least it can: answers success, late or refusing above a rate if told to. */
export async function controller({
  latency = 0,
  perSecond = null,
}: {
  latency?: number;
  perSecond?: number | null;
}): Promise<{ url: string }> {
  const passes = perSecond === null ? () => true : throttle(perSecond);
  let accepted = 0;
  let refused = 0;
  let first = 0;
  let last = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const now = performance.now();
      if (first === 0) first = now;
      if (!passes(now)) {
        refused++;
        response.writeHead(429, { 'retry-after': '1', 'content-length': 0 }).end();
        return;
      }
      accepted++;
      last = now;
      const { referenceID } = JSON.parse(Buffer.concat(chunks).toString()) as { referenceID: string };
      const body = successBody(referenceID);
      const give = () => {
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
          .end(body);
      };
      if (latency > 0) setTimeout(give, latency);
      else give();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  process.once('message', () => {
    process.send?.({ accepted, refused, ms: last - first } satisfies ControllerReport, () => process.exit());
  });
  process.once('disconnect', () => process.exit());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}
