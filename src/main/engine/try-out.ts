import { randomUUID } from 'node:crypto';
import { replyAction } from '../../batch/push/reply-action.ts';
import type { ConnectionTrial } from '../../bridge/connections.ts';
import type { Connection } from '../../connections/connection.ts';
import type { Access } from '../../jobs/practice-controller.ts';
import { askStats, createClient } from '../../opscom/client.ts';
import type { ZoneTotal } from '../../opscom/stats.ts';
import { assertNever } from '../../permit/result.ts';

/** The published code of a token that may not do what it asks for. */
const mayNotRead = 9002;

/** Milliseconds that the question for totals may take. */
const usualStatsTimeout = 10_000;

/**
 * Tries a connection without touching a permit. It asks for the totals by zone, which reads only; where they cannot be
 * had, it asks to update a permit whose reference ID was made up on the spot, and nothing of it. That no such record is found is the good answer, for the controller had to let the token in to look.
 * `onTotals` hears of the totals.
 */
export async function tryOut(
  access: Access & { readonly proxy: string | null },
  { client: code, practice }: Connection,
  onTotals: (totals: readonly ZoneTotal[]) => void,
  statsTimeout = usualStatsTimeout,
): Promise<ConnectionTrial> {
  const stats = await askStats({ ...access, client: code, timeouts: { whole: statsTimeout } });
  if (stats.kind === 'stats') {
    onTotals(stats.totals);
    if (practice) return good('try-practice');
    const zones = [...new Set(stats.totals.map(({ zone }) => zone))];
    return {
      good: true,
      code: 'try-stats',
      facts: { zones: zones.length, names: zones.slice(0, 5).join(', ') },
    };
  }
  // A token that may update need not be one that may read totals.
  const isDenied = stats.kind === 'rejected' && stats.errorCode === mayNotRead;
  const client = createClient({ ...access, client: code, connections: 1 });
  try {
    const reply = await client.send({ referenceId: randomUUID() });
    const action = replyAction(reply, true);
    switch (action.next) {
      case 'settle':
        if (practice) return good('try-practice');
        if (action.outcome !== 'rejected') return good('try-accepted');
        return good(isDenied ? 'try-no-stats' : 'try-good');
      case 'stop':
        return { good: false, ...action.reason };
      case 'later':
        return { good: false, code: 'try-busy', facts: {} };
      case 'again':
      case 'unreachable': {
        const httpStatus = 'httpStatus' in reply ? (reply.httpStatus ?? 0) : 0;
        return { good: false, code: 'try-no-answer', facts: { httpStatus } };
      }
      default:
        return assertNever(action);
    }
  } finally {
    await client.close();
  }
}

function good(code: string): ConnectionTrial {
  return { good: true, code, facts: {} };
}
