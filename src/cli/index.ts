import { version } from '../../package.json';
import type { Language } from '../words/words.ts';
import { exitCodes } from './exit-code.ts';
import { runProgram } from './program.ts';

const interruption = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
}

// A reader such as `head` closes the pipe early; that is its right and no failure of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

process.exitCode = await runProgram({
  argv: process.argv.slice(2),
  version,
  systemLanguage: systemLanguage(),
  interrupted: interruption.signal,
});
// Standard input may still be open (a token was piped in and its writer lives on); it must not keep us alive.
process.stdin.destroy();

function systemLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}
