import { version } from '../../package.json';
import { openNoInspector } from '../jobs/inspector.ts';
import { type Language, wordsIn } from '../words/words.ts';
import { exitCodes } from './exit-code.ts';
import { watchOutput } from './output.ts';
import { runProgram } from './program.ts';
import { listenToSignals } from './signals.ts';

const interruption = new AbortController();

listenToSignals(interruption, () => process.exit(exitCodes.interrupted));
openNoInspector();
watchOutput(wordsIn(systemLanguage()));

process.exitCode = await runProgram({
  argv: process.argv.slice(2),
  streams: process,
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
