import type { BatchDocument } from '../../src/batch/file/document.ts';
import { type PushEnd, type PushOptions, type PushTarget, pushBatch } from '../../src/batch/push/push.ts';

type Changes = Partial<PushTarget> &
  Partial<PushOptions> & {
    readonly signal?: AbortSignal;
    readonly onProgress?: Parameters<typeof pushBatch>[3];
  };

/** Pushes with the usual settings of a test, changed as stated; throws where the run did not begin. */
export async function push(document: BatchDocument, url: string, changes: Changes = {}): Promise<PushEnd> {
  const end = await tryPush(document, url, changes);
  if (!end.ok) throw new Error(`refused: ${end.failure.code}`);
  return end.value;
}

export function tryPush(
  document: BatchDocument,
  url: string,
  changes: Changes = {},
): ReturnType<typeof pushBatch> {
  const { signal = new AbortController().signal, onProgress = () => {}, ...rest } = changes;
  return pushBatch(
    document,
    {
      connection: 'Lot 7',
      controller: url,
      client: 'OC-TEST',
      token: testToken,
      concurrency: 8,
      rate: null,
      ...rest,
    },
    {
      kind: 'push',
      onlyValid: false,
      who: 'somebody',
      patienceMs: 5_000,
      backoffMs: 10,
      onWrongLot: async () => false,
      ...rest,
    },
    onProgress,
    signal,
  );
}

export const testToken = 'secret-token-of-the-tests-4711';

export interface StoredOutcome {
  readonly row: number;
  readonly status: string;
  readonly attempts: number;
  readonly resent: number;
  readonly http_status: number | null;
  readonly error_code: number | null;
  readonly message: string | null;
  readonly note: string | null;
  readonly reference_id: string | null;
  readonly completed_at: string | null;
}

export function outcomesOf(document: BatchDocument): StoredOutcome[] {
  return document.db.prepare('select * from outcome order by row').all() as StoredOutcome[];
}
