import { z } from 'zod';
import type { Failure } from '../permit/result.ts';
import { toMain } from './call.ts';
import { connection } from './handles.ts';

/** The controllers that a person set up, and their tokens. A token only ever comes in: no answer holds one. */
export const connectionCalls = {
  listConnections: toMain(z.undefined()).answers<readonly ConnectionSummary[]>(),
  /** Null when the person, asked by main, did not want it to lead to another controller. */
  saveConnection: toMain(
    z.strictObject({
      /** The name it had before; null for a new one. */
      previousName: connection.nullable(),
      name: connection,
      controller: z.string().max(500),
      client: z.string().max(100),
      rate: z.number().positive().nullable(),
      concurrency: z.int().min(1).max(64),
      zone: z.string().max(100).nullable(),
      endDate: z.enum(['unchanged', 'utc']),
      dayEnd: z.string().regex(/^\d\d:\d\d:\d\d$/),
      plateForm: z.string().max(5).nullable().default(null),
    }),
  ).answers<readonly ConnectionSummary[] | null>(),
  removeConnection: toMain(z.strictObject({ connection })).answers<readonly ConnectionSummary[]>(),
  setToken: toMain(z.strictObject({ connection, token: z.string().min(1).max(200) })).answers<
    readonly ConnectionSummary[]
  >(),
  deleteToken: toMain(z.strictObject({ connection })).answers<readonly ConnectionSummary[]>(),
  tryConnection: toMain(z.strictObject({ connection })).answers<ConnectionTrial>(),
};

export interface ConnectionSummary {
  readonly name: string;
  readonly practice: boolean;
  readonly controller: string;
  readonly client: string;
  readonly rate: number | null;
  readonly concurrency: number;
  readonly zone: string | null;
  readonly endDate: 'unchanged' | 'utc';
  readonly dayEnd: string;
  readonly plateForm: string | null;
  readonly token: 'set' | 'missing' | 'no-keychain' | 'not-needed';
}

/** What came of trying a connection without touching a permit. */
export interface ConnectionTrial extends Failure {
  readonly good: boolean;
}
