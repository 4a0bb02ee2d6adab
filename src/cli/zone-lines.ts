import type { BatchDocument } from '../batch/file/document.ts';
import { lastZoneChanges } from '../batch/push/zone-changes.ts';
import type { Terminal } from './terminal.ts';

const mostLines = 20;

/** Says how many permits the controller told around the last run, by zone, beside what was to be expected. */
export function printZoneChanges(terminal: Terminal, document: BatchDocument): void {
  const { zones: words, report } = terminal.words;
  const changes = lastZoneChanges(document);
  if (changes.length === 0) return;
  terminal.print(`${words.title}:`);
  for (const change of changes.slice(0, mostLines)) terminal.print(`  ${words.line(change)}`);
  if (changes.length > mostLines) terminal.print(`  ${report.capped(mostLines, changes.length)}`);
  terminal.print(words.note);
}
