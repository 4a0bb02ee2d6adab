import { type UtilityProcess, utilityProcess } from 'electron';
import type { BridgeEvent } from '../bridge/contract.ts';
import { assertNever, fail, type Result } from '../permit/result.ts';
import { devServer } from './development.ts';
import type { EngineStart } from './engine/calls.ts';
import type {
  EngineAnswer,
  EngineCallName,
  EngineInput,
  EngineMessage,
  EngineRequest,
} from './engine-protocol.ts';
import type { BugLog } from './log.ts';

export interface Engine {
  call<Name extends EngineCallName>(name: Name, input: EngineInput<Name>): Promise<EngineAnswer<Name>>;
  /** The same for a call of the window's, whose input its schema has let through. */
  pass(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  /** Ends the process; what it was doing is interrupted, and what it had done is on disk. */
  stop(): void;
}

interface Options {
  readonly module: string;
  readonly start: EngineStart;
  readonly log: BugLog;
  readonly onEvent: (event: BridgeEvent) => void;
  /** The process ended although nobody asked it to. Calls under way have been answered `engine-stopped`. */
  readonly onDeath: () => void;
}

/** Where a debugger finds the engine under `npm run dev`. */
const inspectorPort = 9230;

type Answer = (result: Result<unknown>) => void;

/**
 * The process that runs all batch steps. The first call starts it, so that it does not hold up the window; when it
 * dies, the next call starts it again.
 */
export function startEngine(options: Options): Engine {
  const { log } = options;
  const waiting = new Map<number, { readonly name: EngineCallName; readonly answer: Answer }>();
  let lastId = 0;
  let stopping = false;
  let process: UtilityProcess | null = null;

  function launch(): UtilityProcess {
    const started = utilityProcess.fork(options.module, [JSON.stringify(options.start)], {
      serviceName: 'Permit Loader Engine',
      execArgv: devServer === null ? [] : [`--inspect=${inspectorPort}`],
    });
    started.on('message', receive);
    started.on('exit', (code) => {
      if (process === started) process = null;
      if (stopping) return;
      log('engine', new Error(`The engine ended with code ${code}.`));
      const lost = [...waiting.values()];
      waiting.clear();
      for (const { answer } of lost) answer(fail('engine-stopped'));
      options.onDeath();
    });
    return started;
  }

  function receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'event':
        options.onEvent(message.event);
        return;
      case 'answer':
        take(message.id)?.answer(message.result);
        return;
      case 'bug': {
        const call = message.id === null ? undefined : take(message.id);
        const bug = new Error('A bug in the engine.');
        bug.stack = message.stack;
        const id = log(`engine ${call?.name ?? ''}`, bug);
        call?.answer(fail('bug', { id }));
        return;
      }
      default:
        assertNever(message);
    }
  }

  function take(id: number) {
    const call = waiting.get(id);
    waiting.delete(id);
    return call;
  }

  function pass(name: EngineCallName, input: unknown): Promise<Result<unknown>> {
    if (stopping) return Promise.resolve(fail('engine-stopped'));
    process ??= launch();
    const request: EngineRequest = { id: ++lastId, name, input };
    const engine = process;
    return new Promise((resolve) => {
      waiting.set(request.id, { name, answer: resolve });
      engine.postMessage(request);
    });
  }

  return {
    pass,
    call: (name, input) => pass(name, input) as Promise<EngineAnswer<typeof name>>,
    stop() {
      stopping = true;
      process?.kill();
    },
  };
}
