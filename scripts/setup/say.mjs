import process from 'node:process';

/**
 * One line to the person at the terminal. Standard error, so that it never mixes with a result.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Set-up cannot go on, for a reason that the person can do something about: its message is all they need to see. */
export class SetupStop extends Error {}

/**
 * Runs a script's main function; a stop is told in its own words, a bug with its stack.
 * @param {() => Promise<number>} main resolves with the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    say(error instanceof SetupStop ? error.message : error instanceof Error ? `${error.stack}` : `${error}`);
    process.exitCode = 1;
  }
}
