import { createClient } from '../../src/opscom/client.ts';
import type { Reply } from '../../src/opscom/reply.ts';

/** Sends one update in a process of its own, so that proxy and certificates can come from its environment. */
export async function sendOnce(controller: string, proxy: string | null = null): Promise<Reply> {
  const client = createClient({
    controller,
    client: 'OC-TOMA',
    token: 'token-1',
    proxy,
    timeouts: { connect: 5000 },
  });
  const reply = await client.send({ referenceId: 'ref-1' });
  await client.close();
  return reply;
}
