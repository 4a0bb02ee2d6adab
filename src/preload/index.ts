import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { channels } from '../bridge/channels.ts';
import type { Bridge, BridgeEvent, CallName } from '../bridge/contract.ts';
import type { Opened } from '../bridge/files.ts';
import type { Result } from '../permit/result.ts';

/** The names in the contract, put in when this is built, so that no validation library comes along with them. */
declare const __CALL_NAMES__: readonly CallName[];

type Listener = (event: BridgeEvent) => void;

const listeners = new Set<Listener>();
/** Events that came while nobody listened (a file opened before the page had drawn itself). */
let waiting: BridgeEvent[] = [];

ipcRenderer.on(channels.event, (_: IpcRendererEvent, event: BridgeEvent) => {
  waiting.push(event);
  deliver();
});

function deliver(): void {
  if (listeners.size === 0) return;
  const events = waiting;
  waiting = [];
  for (const event of events) for (const listener of listeners) listener(event);
}

function listen(listener: Listener): () => void {
  // A closure of its own, so that one function listening twice is two listeners.
  const own: Listener = (event) => listener(event);
  listeners.add(own);
  setTimeout(deliver);
  return () => {
    listeners.delete(own);
  };
}

async function drop(files: readonly File[]): Promise<Result<Opened>> {
  const paths = files.map((file) => webUtils.getPathForFile(file));
  // Where the system's locale cannot write a file's name, Chromium hands the file over without one.
  if (paths.includes('')) return { ok: false, failure: { code: 'drop-nameless', facts: {} } };
  return ipcRenderer.invoke(channels.call, 'openDropped', { paths });
}

const calls = Object.fromEntries(
  __CALL_NAMES__
    .filter((name) => name !== 'openDropped')
    .map((name) => [name, (input?: unknown) => ipcRenderer.invoke(channels.call, name, input)]),
) as Omit<Bridge, 'drop' | 'listen'>;

contextBridge.exposeInMainWorld('permitLoader', { ...calls, drop, listen } satisfies Bridge);
