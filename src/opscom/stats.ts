import { plainLine } from './plain-line.ts';
import type { HttpAnswer, Reply } from './reply.ts';
import { classify } from './reply.ts';

/** How many permits a controller says that it holds, by zone and type. It counts what was pushed into it. */
export interface ZoneTotal {
  /** The controller's own name of the zone. */
  readonly zone: string;
  readonly type: string;
  readonly total: number;
}

export type StatsReply =
  | { readonly kind: 'stats'; readonly totals: readonly ZoneTotal[] }
  | Exclude<Reply, { readonly kind: 'accepted' | 'mismatched' }>;

/** Permit Stats, published as reading only. */
export const statsPath = 'permits/stats';

/** Says what an answer to Permit Stats means; its shape is another than that of all others. */
export function classifyStats(answer: HttpAnswer, token: string, now: number): StatsReply {
  const totals =
    answer.status >= 200 && answer.status < 300 && !answer.cut ? totalsIn(answer.body, token) : null;
  if (totals !== null) return { kind: 'stats', totals };
  const reply = classify(answer, { referenceId: null, token, now });
  if (reply.kind !== 'accepted' && reply.kind !== 'mismatched') return reply;
  return { kind: 'garbled', httpStatus: answer.status, reason: 'not-the-shape', excerpt: '' };
}

/** `{"data":[{"type":"standard","zone":"zone1","total":"4"}]}`, totals as text; null for anything else. */
function totalsIn(body: string, token: string): ZoneTotal[] | null {
  let found: unknown;
  try {
    found = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return null;
  const { data, ErrorCode: errorCode } = found as Readonly<Record<string, unknown>>;
  if (!Array.isArray(data) || (errorCode !== undefined && errorCode !== null)) return null;
  const totals = data.map((line) => totalOf(line, token));
  return totals.includes(null) ? null : (totals as ZoneTotal[]);
}

/** Names are told on one line, never at length, and never with the token, which a controller may send back. */
const longestName = 100;

function totalOf(line: unknown, token: string): ZoneTotal | null {
  if (typeof line !== 'object' || line === null) return null;
  const { zone, type, total } = line as Readonly<Record<string, unknown>>;
  const isCount =
    (typeof total === 'string' || typeof total === 'number') && /^\d{1,15}$/.test(String(total));
  return typeof zone === 'string' && typeof type === 'string' && isCount
    ? {
        zone: plainLine(zone, token, longestName),
        type: plainLine(type, token, longestName),
        total: Number(total),
      }
    : null;
}
