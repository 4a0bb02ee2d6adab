/** A run's first row, which is sent alone to find out whether this is the right door at all. */
export class Canary {
  #state: 'unsent' | 'sent' | 'passed' = 'unsent';

  /** It is under way, and nothing else is. */
  get isOut(): boolean {
    return this.#state === 'sent';
  }

  get hasPassed(): boolean {
    return this.#state === 'passed';
  }

  /** Whether a row may be marked to be sent; `again`: the canary itself waits for another attempt. */
  mayMark(again: boolean): boolean {
    return this.#state === 'unsent' || again;
  }

  sent(): void {
    if (this.#state === 'unsent') this.#state = 'sent';
  }

  /** The first row has an outcome. */
  settled(): void {
    if (this.#state === 'sent') this.#state = 'passed';
  }
}
