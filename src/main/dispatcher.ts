import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { channels, origin } from '../bridge/channels.ts';
import {
  type CallName,
  callNames,
  contract,
  type HandlersOf,
  type Input,
  type NameOf,
} from '../bridge/contract.ts';
import { fail, type Result } from '../permit/result.ts';
import type { Engine } from './engine-process.ts';
import type { BugLog } from './log.ts';

/** Main's handlers, one for every call that the contract gives to main. */
export type MainHandlers = HandlersOf<typeof contract, 'main'>;

interface Outside {
  readonly engine: Pick<Engine, 'pass'>;
  readonly window: () => WebContents | null;
  readonly log: BugLog;
}

/**
 * Answers the window's calls: only those of the main frame of `window()`, served by this app, and only with input
 * that passes the call's schema. The contract says who answers: main's handler, or the engine. A thrown bug goes to
 * the log; the window gets its ID, never a stack.
 */
export function answerCalls(handlers: MainHandlers, { engine, window, log }: Outside): void {
  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isOurs(event.senderFrame, window())) return fail('call-foreign');
    if (!isCallName(name)) return fail('call-unknown');
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) return fail('call-invalid', { call: name });
    try {
      return isEngines(name)
        ? await engine.pass(name, parsed.data)
        : await handle(handlers, name, parsed.data);
    } catch (bug) {
      return fail('bug', { id: log(`call ${name}`, bug) });
    }
  });
}

function handle<Name extends NameOf<'main'>>(handlers: MainHandlers, name: Name, input: unknown) {
  return handlers[name](input as Input<Name>);
}

function isOurs(frame: WebFrameMain | null, window: WebContents | null): boolean {
  return frame !== null && window !== null && frame === window.mainFrame && frame.url.startsWith(origin.url);
}

function isCallName(name: unknown): name is CallName {
  return (callNames as readonly unknown[]).includes(name);
}

function isEngines(name: CallName): name is NameOf<'engine'> {
  return contract[name].by === 'engine';
}
