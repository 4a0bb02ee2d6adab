/**
 * Does work that is too much for one go in a task for each of its steps, so that the window answers and draws in
 * between. Returns what gives up the steps that are left.
 */
export function inSteps(steps: readonly (() => void)[]): () => void {
  let at = 0;
  let timer: ReturnType<typeof setTimeout>;
  const next = (): void => {
    timer = setTimeout(() => {
      steps[at++]?.();
      if (at < steps.length) next();
    });
  };
  next();
  return () => clearTimeout(timer);
}
