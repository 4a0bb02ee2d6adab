import type { ConnectionTrial } from '../../../bridge/connections.ts';
import type { Connection } from '../../../connections/connection.ts';
import type { PracticeController } from '../../../jobs/practice-controller.ts';
import { ok, type Result } from '../../../permit/result.ts';
import { tryOut } from '../try-out.ts';

interface TrialRequest {
  readonly connection: Connection;
  /** Null for practice. */
  readonly token: string | null;
  readonly proxy: string | null;
}

/** What the engine does with a connection besides pushing to it. */
export function connectionHandlers(practice: PracticeController) {
  return {
    async tryOut({ connection, token, proxy }: TrialRequest): Promise<Result<ConnectionTrial>> {
      const access = await practice.access(connection, token);
      return ok(await tryOut({ ...access, proxy }, connection));
    },
  };
}
