/**
 * Takes from SIGUSR1 what Node does on it: it opens an inspector on loopback, where every user of the computer could
 * read this process's memory, a token among it. Whoever debugs starts with `--inspect`.
 */
export function openNoInspector(): void {
  process.on('SIGUSR1', () => {});
}
