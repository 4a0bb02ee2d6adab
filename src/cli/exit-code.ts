/** What the exit codes of every command mean; README and cli.md promise them to schedulers. */
export const exitCodes = {
  /** All good; warnings too. */
  good: 0,
  /** Some rows invalid, rejected or unknown; a push refused for what the file is; a trail that does not verify. */
  rowsNotGood: 1,
  /** Wrong usage, unreadable file, no reference column. */
  unusable: 2,
  /** The connection refused the run or could not be reached, or the run could not go on. */
  stopped: 3,
  /** By Ctrl+C or a signal; what was done is on disk. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
