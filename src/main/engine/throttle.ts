/** Passes on the newest of many values, at most one each `interval` milliseconds. */
export interface Throttle<Value> {
  offer(value: Value): void;
  /** Passes nothing on any more; what was held back is dropped, for the end says more. */
  stop(): void;
}

export function throttle<Value>(pass: (value: Value) => void, interval = 100): Throttle<Value> {
  let held: { readonly value: Value } | null = null;
  let timer: NodeJS.Timeout | null = null;

  function release(): void {
    timer = null;
    if (held === null) return;
    const { value } = held;
    held = null;
    timer = setTimeout(release, interval);
    pass(value);
  }

  return {
    offer(value) {
      held = { value };
      if (timer === null) release();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      held = null;
    },
  };
}
