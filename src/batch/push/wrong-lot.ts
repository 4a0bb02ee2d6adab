import { recordNotFound } from '../../opscom/error-code.ts';
import type { Reply } from '../../opscom/reply.ts';

/** So many rows in a row that the controller does not know, first of all, look like another lot's connection. */
export const wrongLotAfter = 20;

/** Listens to the first answers of a run. */
export class WrongLotWatch {
  #answers = 0;
  #allNotFound = true;

  /** True once: when this reply makes the first twenty answers all "record not found". */
  looksWrong(reply: Reply): boolean {
    if (reply.kind !== 'accepted' && reply.kind !== 'rejected') return false;
    this.#answers++;
    this.#allNotFound &&= reply.kind === 'rejected' && reply.errorCode === recordNotFound;
    return this.#answers === wrongLotAfter && this.#allNotFound;
  }
}
