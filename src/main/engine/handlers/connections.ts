import type { ConnectionTrial } from '../../../bridge/connections.ts';
import type { Connection } from '../../../connections/connection.ts';
import { learnZones } from '../../../jobs/known-zones.ts';
import type { PracticeController } from '../../../jobs/practice-controller.ts';
import type { ZoneTotal } from '../../../opscom/stats.ts';
import { ok, type Result } from '../../../permit/result.ts';
import { tryOut } from '../try-out.ts';

interface TrialRequest {
  readonly connection: Connection;
  /** Null for practice. */
  readonly token: string | null;
  readonly proxy: string | null;
}

/** What the engine does with a connection besides pushing to it. */
export function connectionHandlers(folder: string, practice: PracticeController) {
  return {
    async tryOut({ connection, token, proxy }: TrialRequest): Promise<Result<ConnectionTrial>> {
      const access = await practice.access(connection, token);
      const learn = (totals: readonly ZoneTotal[]) => learnZones(folder, connection, totals);
      return ok(await tryOut({ ...access, proxy }, connection, learn));
    },
  };
}
