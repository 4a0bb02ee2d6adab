/** Lets another part of the program pause a run and let it go on. */
export class PauseSwitch {
  #paused = false;
  #listener: (paused: boolean) => void = () => {};

  set(paused: boolean): void {
    this.#paused = paused;
    this.#listener(paused);
  }

  /** @internal for the run */
  listen(listener: (paused: boolean) => void): void {
    this.#listener = listener;
    listener(this.#paused);
  }
}
