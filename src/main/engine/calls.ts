import type { BridgeEvent } from '../../bridge/contract.ts';
import type { Result } from '../../permit/result.ts';
import type { EngineCallName, EngineCalls, EngineStart } from '../engine-protocol.ts';

/** The engine's answer to every call. */
export type EngineHandlers = {
  readonly [Name in EngineCallName]: (
    input: EngineCalls[Name]['input'],
  ) => Result<EngineCalls[Name]['output']> | Promise<Result<EngineCalls[Name]['output']>>;
};

export function engineCalls(_start: EngineStart, _tell: (event: BridgeEvent) => void): EngineHandlers {
  throw new Error('to come');
}
