import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { tidyDataFolder } from '../../batch/library/leftovers.ts';
import { removeUnusedPasted } from '../../batch/library/pasted-sources.ts';
import { updateBookPausing } from '../../book/book.ts';
import { openNoInspector } from '../../jobs/inspector.ts';
import type { Result } from '../../permit/result.ts';
import type { EngineCallName, EngineMessage, EngineRequest } from '../engine-protocol.ts';
import { type EngineStart, engineCalls } from './calls.ts';

openNoInspector();
const start = JSON.parse(process.argv[2] ?? '') as EngineStart;
tidyDataFolder(start.folder);
// Of a paste that became no batch, or whose batch was replaced.
removeUnusedPasted(start.folder, Date.now() - 24 * 60 * 60 * 1000);
const post = (message: EngineMessage): void => process.parentPort.postMessage(message);

const onBug = (bug: unknown): void => post({ kind: 'bug', id: null, stack: stackOf(bug) });
const calls = engineCalls(start, { tell: (event) => post({ kind: 'event', event }), onBug });
/** By name alone: main's compiler has held every input to its handler, and the window's to their schemas too. */
const handlers = calls as unknown as Readonly<
  Record<EngineCallName, (input: unknown) => Result<unknown> | Promise<Result<unknown>>>
>;

void updateBook().catch(onBug);

process.parentPort.on('message', ({ data }: { data: EngineRequest }) => void answer(data));

async function answer({ id, name, input }: EngineRequest): Promise<void> {
  try {
    post({ kind: 'answer', id, result: await handlers[name](input) });
  } catch (bug) {
    post({ kind: 'bug', id, stack: stackOf(bug) });
  }
}

/** Calls are answered in between. */
async function updateBook(): Promise<void> {
  for (const _batch of updateBookPausing(start.folder)) await yieldToEventLoop();
}

// A bug outside any call must not take the other batches' work with it: it is logged, and the process goes on.
process.on('unhandledRejection', onBug);

function stackOf(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
}
