import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { type CallName, callNames, channels, origin } from '../bridge/channels.ts';
import { type Input, inputs, type Outputs } from '../bridge/contract.ts';
import { fail, type Result } from '../permit/result.ts';
import type { BugLog } from './log.ts';

/** One handler for every call: the compiler finds a missing one, and one that answers something else. */
export type Handlers = {
  readonly [Name in CallName]: (input: Input<Name>) => Promise<Result<Outputs[Name]>>;
};

/** The handlers of one topic. */
export type HandlersOf<Name extends CallName> = Pick<Handlers, Name>;

/**
 * Answers the window's calls: only those of the main frame of `window()`, served by this app, and only with input
 * that passes the call's schema. A thrown bug goes to the log; the window gets its ID, never a stack.
 */
export function answerCalls(handlers: Handlers, window: () => WebContents | null, log: BugLog): void {
  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isOurs(event.senderFrame, window())) return fail('call-foreign');
    if (!isCallName(name)) return fail('call-unknown');
    const parsed = inputs[name].safeParse(input);
    if (!parsed.success) return fail('call-invalid', { call: name });
    try {
      return await handle(handlers, name, parsed.data);
    } catch (bug) {
      return fail('bug', { id: log(`call ${name}`, bug) });
    }
  });
}

function handle<Name extends CallName>(
  handlers: Handlers,
  name: Name,
  input: unknown,
): Promise<Result<Outputs[Name]>> {
  return handlers[name](input as Input<Name>);
}

function isOurs(frame: WebFrameMain | null, window: WebContents | null): boolean {
  return frame !== null && window !== null && frame === window.mainFrame && frame.url.startsWith(origin.url);
}

function isCallName(name: unknown): name is CallName {
  return (callNames as readonly unknown[]).includes(name);
}
