import type { Words } from '../../../words/words.ts';
import type { ZoneTotals } from '../../trail/zone-totals.ts';
import { chart } from './chart.ts';
import { factList, targetOf } from './html-facts.ts';
import { outcomeMarks } from './outcome-marks.ts';
import type { ReportSummary, RunSummary } from './report-summary.ts';
import { html } from './report-text.ts';
import type { Timeline } from './timeline.ts';

const mostRuns = 20;
const mostZones = 50;

/** The newest runs, each with its pace. */
export function runSection(
  { runs }: ReportSummary,
  lines: ReadonlyMap<number, Timeline>,
  totals: ReadonlyMap<number, ZoneTotals>,
  words: Words,
): string {
  const { runs: say } = words.report;
  const shown = runs.slice(-mostRuns);
  const body = shown
    .map((run) => runCard(run, lines.get(run.run), totals.get(run.run) ?? null, words))
    .join('\n');
  const more = runs.length - shown.length;
  return `<section><h2>${html(say.title)}</h2>
${runs.length === 0 ? `<p class="soft">${html(say.none)}</p>` : body}
${more > 0 ? `<p class="soft">${html(say.more(more))}</p>` : ''}
</section>
`;
}

function runCard(
  run: RunSummary,
  line: Timeline | undefined,
  totals: ZoneTotals | null,
  words: Words,
): string {
  const report = words.report;
  const say = report.runs;
  const end = say.ends[run.end ?? 'cut'];
  const facts: [string, string][] = [
    [say.to, html(targetOf(run, report.summary))],
    [say.by, html(run.host === '' ? run.who : `${run.who} (${run.host})`)],
    [say.from, html(report.moment(run.startedAt))],
  ];
  if (run.endedAt !== null) facts.push([say.until, html(report.moment(run.endedAt))]);
  facts.push([say.pace, html(say.atOnce(run.concurrency, run.rate))]);
  if (run.pauses > 0) facts.push([say.pauses, html(say.times(run.pauses))]);
  if (run.resent > 0) facts.push([say.resent, html(report.rows(run.resent))]);
  const stop = run.stoppedBy && stopSentence(run.stoppedBy, words);
  const counts = (['accepted', 'rejected', 'unknown', 'unsent'] as const)
    .filter((outcome) => run[outcome] > 0)
    .map(
      (outcome) =>
        `<span class="c-${outcome}"><span class="mark">${outcomeMarks[outcome]}</span> ${report.number(run[outcome])} ${html(report.outcomes[outcome])}</span>`,
    );
  const drawn = line ? chart(line, html(say.chart(line.seconds))) : '';
  const caption = line ? `<p class="soft">${html(say.chart(line.seconds))}</p>` : '';
  return `<div class="run"><div class="run-head"><h3>${html(say.run(run.run))} · ${html(say.kinds[run.kind])} · ${html(end)}</h3><div>${counts.join(' · ')}</div></div>
${stop ? `<p class="notice">${html(stop)}</p>` : ''}${factList(facts)}${zoneLines(totals, words)}${drawn}${caption}</div>`;
}

function zoneLines(totals: ZoneTotals | null, { zones: say, report }: Words): string {
  if (totals === null || totals.changes.length === 0) return '';
  const { changes, onlyBefore } = totals;
  const line = onlyBefore ? say.lineBefore : say.line;
  const lines = changes.slice(0, mostZones).map((change) => `<li>${html(line(change))}</li>`);
  const more = changes.length > mostZones ? ` ${report.capped(mostZones, changes.length)}` : '';
  return `<p>${html(say.title)}</p><ul>${lines.join('')}</ul><p class="soft">${html((onlyBefore ? say.noteBefore : say.note) + more)}</p>`;
}

function stopSentence({ code, facts }: NonNullable<RunSummary['stoppedBy']>, words: Words): string {
  const stops: Readonly<
    Record<string, ((facts: Readonly<Record<string, string | number>>) => string) | undefined>
  > = words.push.stops;
  const known = Object.entries(facts).flatMap(([name, fact]) =>
    fact === null ? [] : [[name, fact] as const],
  );
  return stops[code]?.(Object.fromEntries(known)) ?? code;
}
