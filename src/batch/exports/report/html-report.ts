import { createHash } from 'node:crypto';
import { type IssueCode, severityOf } from '../../../permit/issue.ts';
import { operationNames } from '../../../permit/operation.ts';
import type { Words } from '../../../words/words.ts';
import type { BatchDocument } from '../../file/document.ts';
import { chart, tallyBar } from './chart.ts';
import { editSection, eventSection, rowSection } from './html-lists.ts';
import type { Summarised } from './report-rows.ts';
import { pageStyle, reportStyle } from './report-style.ts';
import { html } from './report-text.ts';
import type { ReportSummary, RunSummary } from './summary.ts';
import { type Timeline, timelines } from './timeline.ts';

export interface HtmlChoice {
  readonly words: Words;
  readonly redacted: boolean;
  readonly allRows: boolean;
  readonly now: Date;
  /** Head, key and page numbers on every page; false for a PDF, which gets them from the printer. */
  readonly paged: boolean;
}

const outcomes = ['accepted', 'rejected', 'unknown', 'unsent', 'skipped'] as const;

/** Shape and colour together, so that neither is needed alone. */
const marks = { accepted: '✓', rejected: '✕', unknown: '?', unsent: '○', skipped: '–' } as const;

const mostRuns = 20;

/**
 * The report as one HTML page that loads nothing and runs nothing: its policy forbids both, and every text from a
 * file or a controller is escaped. Summary first; lists are cut at a stated number of rows.
 */
export function* htmlReport(
  document: BatchDocument,
  { summary, gathered }: Summarised,
  choice: HtmlChoice,
): Generator<string> {
  const { words, redacted, allRows, paged } = choice;
  const say = words.report;
  const style = paged ? reportStyle + pageStyle(say.footPage) : reportStyle;
  const hash = createHash('sha256').update(style).digest('base64');
  const title = `${say.title} – ${summary.source.name}`;
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="${say.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${style}</style>
</head>
<body>
<table class="pages" role="presentation">
${paged ? `<tfoot><tr><td class="foot"><div>${html(pageLine(summary, words))}</div></td></tr></tfoot>` : ''}
<tbody><tr><td>
<header>
<p class="eyebrow">${html(say.product)} · ${html(say.title)}</p>
<h1 dir="auto">${html(summary.source.name)}</h1>
<p class="soft">${html(say.writtenAt(say.moment(choice.now.toISOString())))}</p>
</header>
<main>
`;
  yield notices(summary, choice);
  yield outcomeSection(summary, words);
  yield factSection(summary, choice);
  yield runSection(summary, timelines(document.db), words);
  yield issueSection(summary, words);
  yield* rowSection(document, 'rejected', words, redacted);
  yield* rowSection(document, 'unknown', words, redacted);
  yield* editSection(document, summary, gathered, words, redacted);
  yield* eventSection(document, words);
  if (allRows) yield* rowSection(document, 'all', words, redacted);
  yield trailSection(summary, words);
  yield '</main>\n</td></tr></tbody>\n</table>\n</body>\n</html>\n';
}

/** What stands on every page. */
export function pageLine({ head, signature }: ReportSummary, words: Words): string {
  const say = words.report;
  return say.page(head.hash, signature?.fingerprint ?? say.trail.unsignedShort);
}

function notices(summary: ReportSummary, { words, redacted }: HtmlChoice): string {
  const say = words.report;
  const practice = summary.runs.some(({ client }) => client === 'PRACTICE');
  return [
    practice ? `<p class="notice practice">${html(say.practiceNotice)}</p>` : '',
    redacted ? `<p class="notice">${html(say.redactedNotice)}</p>` : '',
    summary.late ? `<p class="notice">${html(say.lateNotice)}</p>` : '',
  ].join('\n');
}

function outcomeSection({ tally }: ReportSummary, { report: say }: Words): string {
  const tiles = outcomes.map(
    (outcome) =>
      `<div class="tile"><b><span class="mark c-${outcome}">${marks[outcome]}</span>${say.number(tally[outcome])}</b>${html(say.outcomes[outcome])}<small>${html(say.outcomeMeanings[outcome])}</small></div>`,
  );
  const parts = outcomes.map((outcome) => tally[outcome]);
  const total = parts.reduce((sum, count) => sum + count, 0);
  return `<section>
<div class="tiles">${tiles.join('')}</div>
${tallyBar(tally, outcomes)}
<p class="soft">${html(say.tallyAddsUp(parts, total))}</p>
</section>
`;
}

function factSection(
  summary: ReportSummary,
  { words: { report: say, issues }, redacted }: HtmlChoice,
): string {
  const { source, created, by, runs, replies, columns, settings } = summary;
  const words = say.summary;
  const mapped = columns
    .filter(({ field }) => field !== null)
    .map(({ header, field }) => `${header} → ${fieldName(field ?? '', issues.fields)}`);
  const operation = operationNames.find((name) => name === settings['operation']) ?? 'update';
  const first = runs[0];
  const last = runs.at(-1);
  const mean = replies.count === 0 ? 0 : Math.round(replies.sumMs / replies.count);
  const facts: [string, string][] = [
    [words.file, `<span class="mono" dir="auto">${html(source.path)}</span>`],
    [
      words.sha256,
      redacted ? html(say.rowLists.redacted) : `<span class="mono">${html(source.sha256)}</span>`,
    ],
    [words.size, html(words.bytes(source.size))],
    [words.readAt, html(`${say.moment(created.at)} ${words.readBy(created.by, by.host)}`)],
    [words.operation, html(words.operations[operation])],
    [words.connection, html(connectionText(summary, words))],
  ];
  if (first && last) {
    const people = [...new Set(runs.map(({ who, host }) => (host === '' ? who : `${who} (${host})`)))];
    facts.push([words.pushedBy, html(people.join(', '))]);
    const from = say.moment(first.startedAt);
    const until = say.moment(last.endedAt ?? '');
    facts.push([words.when, html(until === '' ? from : words.between(from, until))]);
  }
  facts.push([words.mapping, html(mapped.join(' · '))]);
  const ends = settings.endDate === 'utc' ? words.endDates.utc : words.endDates.unchanged;
  facts.push([words.zone, html([settings.zone, ends].filter((text) => text !== null).join(' · '))]);
  if (replies.count > 0)
    facts.push([words.replies, html(words.repliesTold(replies.count, mean, replies.maxMs))]);
  if (runs.length > 0) facts.push([words.resent, html(words.resentTold(summary.resent, operation))]);
  return `<section><h2>${html(words.title)}</h2>${factList(facts)}</section>\n`;
}

function factList(facts: readonly (readonly [string, string])[]): string {
  return `<dl class="facts">${facts.map(([name, value]) => `<dt>${html(name)}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

function fieldName(field: string, names: Readonly<Record<string, string>>): string {
  return names[field] ?? field;
}

function connectionText({ runs }: ReportSummary, words: Words['report']['summary']): string {
  const targets = new Set(runs.map((run) => targetOf(run, words)));
  if (targets.size === 0) return words.never;
  const [only] = targets;
  return targets.size === 1 && only !== undefined ? only : words.several;
}

function targetOf({ connection, controller, client }: RunSummary, words: Words['report']['summary']): string {
  return `${connection === '' ? words.byHand : connection} · ${controller} · ${client}`;
}

function runSection({ runs }: ReportSummary, lines: ReadonlyMap<number, Timeline>, words: Words): string {
  const { runs: say } = words.report;
  const shown = runs.slice(-mostRuns);
  const body = shown.map((run) => runCard(run, lines.get(run.run), words)).join('\n');
  const more = runs.length - shown.length;
  return `<section><h2>${html(say.title)}</h2>
${runs.length === 0 ? `<p class="soft">${html(say.none)}</p>` : body}
${more > 0 ? `<p class="soft">${html(say.more(more))}</p>` : ''}
</section>
`;
}

function runCard(run: RunSummary, line: Timeline | undefined, words: Words): string {
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
        `<span class="c-${outcome}"><span class="mark">${marks[outcome]}</span> ${report.number(run[outcome])} ${html(report.outcomes[outcome])}</span>`,
    );
  const drawn = line ? chart(line, html(say.chart(line.seconds))) : '';
  const caption = line ? `<p class="soft">${html(say.chart(line.seconds))}</p>` : '';
  return `<div class="run"><div class="run-head"><h3>${html(say.run(run.run))} · ${html(say.kinds[run.kind])} · ${html(end)}</h3><div>${counts.join(' · ')}</div></div>
${stop ? `<p class="notice">${html(stop)}</p>` : ''}${factList(facts)}${drawn}${caption}</div>`;
}

function stopSentence({ code, facts }: NonNullable<RunSummary['stoppedBy']>, words: Words): string {
  const stops: Readonly<
    Record<string, ((facts: Readonly<Record<string, string | number>>) => string) | undefined>
  > = words.push.stops;
  return stops[code]?.(facts) ?? code;
}

function issueSection({ counts }: ReportSummary, { report, issues }: Words): string {
  const say = report.issues;
  const found = Object.entries(counts.issues);
  const titles: Readonly<Record<string, string>> = issues.titles;
  const lines = found
    .sort(([, one], [, other]) => other.count - one.count)
    .map(([code, { count }]) => {
      const severity = severityOfCode(code);
      return `<tr><td class="n">${report.number(count)}</td><td class="w c-${severity}">${html(say.severities[severity])}</td><td>${html(titles[code] ?? code)}</td></tr>`;
    });
  return `<section><h2>${html(say.title)}</h2>
<p>${html(say.states(counts.valid, counts.warned, counts.invalid))}</p>
${
  lines.length === 0
    ? `<p class="soft">${html(say.none)}</p>`
    : `<table class="list"><thead><tr><th class="n">${html(say.count)}</th><th class="w">${html(say.severity)}</th><th>${html(say.issue)}</th></tr></thead><tbody>${lines.join('')}</tbody></table>`
}
</section>
`;
}

function severityOfCode(code: string): 'error' | 'warning' {
  return isIssueCode(code) ? severityOf[code] : 'error';
}

function isIssueCode(code: string): code is IssueCode {
  return code in severityOf;
}

function trailSection({ head, signature }: ReportSummary, { report }: Words): string {
  const say = report.trail;
  const facts: [string, string][] = [
    [say.head, `<span class="mono">${html(head.hash)}</span>`],
    [say.entries, report.number(head.seq)],
    [say.key, `<span class="mono">${html(signature?.fingerprint ?? say.unsignedShort)}</span>`],
  ];
  return `<section><h2>${html(say.title)}</h2>
<p>${html(say.chain)}</p>${factList(facts)}
<p></p><p>${html(signature ? say.signed(signature.entry) : say.unsigned)}</p><p>${html(say.verify)}</p>
</section>
`;
}
