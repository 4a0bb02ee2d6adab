import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { BatchDocument } from '../batch/file/document.ts';
import { referenceIds } from '../batch/rows/reference-ids.ts';
import type { Connection } from '../connections/connection.ts';
import { type Practice, startPractice } from '../opscom/practice/practice.ts';

const leaveOutEvery = 20;

/** Where rows go, and with which token. */
export interface Access {
  readonly controller: string;
  readonly token: string;
}

/** The controller behind the practice connection: started when first needed, it ends with its process or when closed. */
export interface PracticeController {
  /** Where to reach a connection: practice for the practice connection, else its own controller. */
  access(connection: Connection, token: string | null): Promise<Access>;
  /**
   * Makes the permits of a batch exist there, so that practising looks like the real thing; with `leaveOut` one in
   * twenty does not, from the second on, so that trainees meet a rejection.
   */
  admit(document: BatchDocument, leaveOut: boolean): Promise<void>;
  close(): Promise<void>;
}

export function practiceController(): PracticeController {
  let starting: Promise<Practice> | null = null;

  function started(): Promise<Practice> {
    starting ??= startPractice();
    return starting;
  }

  return {
    async access({ controller }, token) {
      if (controller !== null) return { controller, token: token ?? '' };
      const practice = await started();
      return { controller: practice.url, token: practice.token };
    },
    async admit(document, leaveOut) {
      const practice = await started();
      let nth = 0;
      for (const some of referenceIds(document)) {
        practice.seed(some);
        if (leaveOut) practice.forget(some.filter(() => nth++ % leaveOutEvery === 1));
        // A million of them take a while, and other batches want their pages meanwhile.
        await yieldToEventLoop();
      }
    },
    async close() {
      await (await starting)?.close();
    },
  };
}
