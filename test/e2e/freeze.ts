import type { ElectronApplication } from 'playwright/test';

/** Process IDs of the engines: one, unless it has just died. */
export function engines(app: ElectronApplication): Promise<number[]> {
  return app.evaluate(({ app: main }) =>
    main
      .getAppMetrics()
      .filter(({ name }) => name === 'Permit Loader Engine')
      .map(({ pid }) => pid),
  );
}

/** Does something while the engine stands still, so that a state that passes by can be looked at as long as needed. */
export async function whileFrozen(app: ElectronApplication, look: () => Promise<void>): Promise<void> {
  const frozen = await engines(app);
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  try {
    await look();
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  }
}
