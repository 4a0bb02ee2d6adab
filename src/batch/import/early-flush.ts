import { type FileHandle, open } from 'node:fs/promises';

/** Little enough to be written while the next comes in, in bytes. */
const flushedAtOnce = 16 * 1024 * 1024;

/** Has the disk write a file while more is put into it, as far as it keeps up: else all of it is waited for at the end. */
export class EarlyFlush {
  readonly #path: string;
  #file: FileHandle | null = null;
  #flushing: Promise<void> = Promise.resolve();
  #isFlushing = false;
  #upTo = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** To be told, now and then, about how many bytes were put in so far. */
  reached(bytes: number): void {
    if (this.#isFlushing || bytes - this.#upTo < flushedAtOnce) return;
    this.#upTo = bytes;
    this.#flushing = this.#flush();
    this.#flushing.catch(() => {});
  }

  /** Once it has failed, it is not tried again: the system tells a failure to one of those who flush, and `end` passes it on. */
  async #flush(): Promise<void> {
    this.#isFlushing = true;
    this.#file ??= await open(this.#path, 'r+');
    await this.#file.datasync();
    this.#isFlushing = false;
  }

  /**
   * Lets go of the file and throws what the disk failed with. Not before the database has let go of it: in Linux,
   * whoever closes a file gives up all locks that the process has on it.
   */
  async end(): Promise<void> {
    try {
      await this.#flushing;
    } finally {
      await this.#file?.close();
    }
  }
}
