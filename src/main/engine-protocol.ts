import type { BridgeEvent } from '../bridge/contract.ts';
import type { Failure, Result } from '../permit/result.ts';
import type { EngineCalls } from './engine/calls.ts';

export type EngineCallName = keyof EngineCalls;

/** What a call of the engine takes. */
export type EngineInput<Name extends EngineCallName> = Parameters<EngineCalls[Name]>[0];

/** What a call of the engine answers; the engine may end before it does. */
export type EngineAnswer<Name extends EngineCallName> =
  | Awaited<ReturnType<EngineCalls[Name]>>
  | { readonly ok: false; readonly failure: Failure };

/** What main sends to the engine. */
export interface EngineRequest {
  readonly id: number;
  readonly name: EngineCallName;
  readonly input: unknown;
}

/** What the engine sends to main. */
export type EngineMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'bug'; readonly id: number | null; readonly stack: string }
  | { readonly kind: 'event'; readonly event: BridgeEvent };
