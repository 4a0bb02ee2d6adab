import type { ConnectionSummary, ConnectionTrial } from '../../bridge/connections.ts';
import type { Failure } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { type ConnectionDraft, orderOf } from './connection-draft.ts';

/** How far saving a connection came; each step waits for the one before. */
export type Saving =
  | { readonly end: 'not-saved'; readonly failure: Failure }
  /** The person, asked by the app, did not want it to lead to another controller. */
  | { readonly end: 'declined' }
  | { readonly end: 'token-not-kept'; readonly failure: Failure }
  | { readonly end: 'saved' }
  | { readonly end: 'not-tried'; readonly failure: Failure }
  | { readonly end: 'tried'; readonly trial: ConnectionTrial };

interface SavingOrder {
  readonly draft: ConnectionDraft;
  /** The name it is saved under by now; null while it is new. */
  readonly previousName: string | null;
  readonly andTry: boolean;
  /** All connections as they are after each thing that was kept. */
  readonly onKept: (list: readonly ConnectionSummary[]) => void;
  readonly onTrying: () => void;
}

/** Saves a connection and then its token, where one was written; then tries it, where that is wanted. */
export async function saveAndTry(order: SavingOrder): Promise<Saving> {
  const { draft, previousName, andTry, onKept, onTrying } = order;
  const saved = await answerOf(bridge.saveConnection(orderOf(draft, previousName)));
  if (!saved.ok) return { end: 'not-saved', failure: saved.failure };
  if (saved.value === null) return { end: 'declined' };
  onKept(saved.value);
  const connection = draft.name.trim();
  const token = draft.token.trim();
  if (token !== '') {
    const kept = await answerOf(bridge.setToken({ connection, token }));
    if (!kept.ok) return { end: 'token-not-kept', failure: kept.failure };
    onKept(kept.value);
  }
  if (!andTry) return { end: 'saved' };
  onTrying();
  const tried = await answerOf(bridge.tryConnection({ connection }));
  return tried.ok ? { end: 'tried', trial: tried.value } : { end: 'not-tried', failure: tried.failure };
}
