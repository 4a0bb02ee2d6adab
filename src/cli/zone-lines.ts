import type { BatchDocument } from '../batch/file/document.ts';
import { lastZoneTotals } from '../batch/push/zone-changes.ts';
import type { Terminal } from './terminal.ts';

const mostLines = 20;

/** Says how many permits the controller told around the last run, by zone, beside what was to be expected. */
export function printZoneChanges(terminal: Terminal, document: BatchDocument): void {
  const { zones: words, report } = terminal.words;
  const totals = lastZoneTotals(document);
  if (totals === null || totals.changes.length === 0) return;
  const { changes, onlyBefore } = totals;
  const line = onlyBefore ? words.lineBefore : words.line;
  terminal.print(`${words.title}:`);
  for (const change of changes.slice(0, mostLines)) terminal.print(`  ${line(change)}`);
  if (changes.length > mostLines) terminal.print(`  ${report.capped(mostLines, changes.length)}`);
  terminal.print(onlyBefore ? words.noteBefore : words.note);
}
