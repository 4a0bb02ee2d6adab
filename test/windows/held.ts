import { closeSync, openSync } from 'node:fs';

/** libuv's flag for opening without sharing, as many Windows programs do: nobody else opens, renames or removes the file meanwhile. */
const exclusively = 0x1000_0000;
const readAndWrite = 2;

/** Holds a file as another program would; answers how to let it go. */
export function hold(path: string): () => void {
  const handle = openSync(path, readAndWrite | exclusively);
  return () => closeSync(handle);
}
