import { setImmediate as breath } from 'node:timers/promises';
import type { BatchDocument } from '../../batch/file/document.ts';
import { referenceIds } from '../../batch/rows/reference-ids.ts';
import { type Practice, startPractice } from '../../opscom/practice/practice.ts';

const leaveOutEvery = 20;

/** Where to reach the practice controller. */
export interface PracticeAccess {
  readonly controller: string;
  readonly token: string;
}

/** The controller behind the practice connection: started when first needed, it ends with the engine. */
export interface PracticeController {
  access(): Promise<PracticeAccess>;
  /**
   * Makes the permits of a batch exist there, so that practising looks like the real thing; with `leaveOut` one in
   * twenty does not, from the second on, so that trainees meet a rejection.
   */
  admit(document: BatchDocument, leaveOut: boolean): Promise<void>;
}

export function practiceController(): PracticeController {
  let starting: Promise<Practice> | null = null;

  async function started(): Promise<Practice> {
    starting ??= startPractice();
    return starting;
  }

  return {
    async access() {
      const { url, token } = await started();
      return { controller: url, token };
    },
    async admit(document, leaveOut) {
      const practice = await started();
      let nth = 0;
      for (const some of referenceIds(document)) {
        practice.seed(some);
        if (leaveOut) practice.forget(some.filter(() => nth++ % leaveOutEvery === 1));
        // A million of them take a while, and other batches want their pages meanwhile.
        await breath();
      }
    },
  };
}
