import { statSync } from 'node:fs';
import { type Failure, fail } from '../../permit/result.ts';
import { type Claim, fileKey } from '../file/claim.ts';
import type { BatchDocument } from '../file/document.ts';
import type { Disk } from './disk.ts';
import type { StopCode } from './stop-code.ts';

/** The batch file is not what it was when the run began: what is written to it may be lost, and SQLite does not notice. */
export class BatchLost extends Error {
  readonly code: 'batch-gone' | 'batch-replaced';

  constructor(code: BatchLost['code'], path: string) {
    super(path);
    this.code = code;
  }
}

/** Looks after a batch file from outside while its rows are being sent, once a group. */
export class BatchWatch {
  readonly #path: string;
  readonly #file: string | null;
  readonly #claim: Claim;
  readonly #disk: Disk;
  /** In bytes; the file only ever grows. */
  #size = 0;

  constructor({ path }: BatchDocument, claim: Claim, disk: Disk) {
    this.#path = path;
    this.#file = fileKey(path);
    this.#claim = claim;
    this.#disk = disk;
  }

  /** Throws `BatchLost` where the file was removed, moved, replaced or cut short. */
  check(): void {
    const file = fileKey(this.#path);
    if (file === null) throw new BatchLost('batch-gone', this.#path);
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (file !== this.#file || size < this.#size) throw new BatchLost('batch-replaced', this.#path);
    this.#size = size;
  }

  /** Why nothing more may be sent although what was sent can still be written down; null while all is well. */
  danger(): Failure<StopCode> | null {
    // What is lost has no lock to speak of: `check` tells.
    if (fileKey(this.#path) !== this.#file) return null;
    if (!this.#claim.isHeld()) return fail('lock-gone', { path: this.#path }).failure;
    if (this.#disk.isLogGone()) return fail('log-gone', { path: this.#path }).failure;
    return null;
  }
}
