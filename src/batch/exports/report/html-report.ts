import { createHash } from 'node:crypto';
import { type IssueCode, severityOf } from '../../../permit/issue.ts';
import type { Words } from '../../../words/words.ts';
import type { BatchDocument } from '../../file/document.ts';
import { totalsOfRuns } from '../../trail/zone-totals.ts';
import { tallyBar } from './chart.ts';
import { factList, factSection } from './html-facts.ts';
import { editSection, eventSection, rowSection } from './html-lists.ts';
import { runSection } from './html-runs.ts';
import { type KnownBeforeList, knownSection } from './known-before.ts';
import { outcomeMarks } from './outcome-marks.ts';
import type { Summarised } from './report-rows.ts';
import { pageStyle, reportStyle } from './report-style.ts';
import type { ReportSummary } from './report-summary.ts';
import { html } from './report-text.ts';
import { timelines } from './timeline.ts';

export interface HtmlChoice {
  readonly words: Words;
  readonly redacted: boolean;
  readonly allRows: boolean;
  readonly now: Date;
  readonly known?: KnownBeforeList;
  /** Head, key and page numbers on every page; false for a PDF, which gets them from the printer. */
  readonly paged: boolean;
}

const outcomes = ['accepted', 'rejected', 'unknown', 'unsent', 'skipped'] as const;

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
  yield factSection(summary, words, redacted);
  yield runSection(summary, timelines(document.db), totalsOfRuns(document), words);
  yield issueSection(summary, words);
  const leftOut = redacted ? gathered.plateColumns : null;
  yield* rowSection(document, 'rejected', words, leftOut);
  yield* rowSection(document, 'unknown', words, leftOut);
  yield knownSection(choice.known ?? null, words, redacted);
  yield* editSection(document, summary, gathered, words, redacted);
  yield* eventSection(document, words);
  if (allRows) yield* rowSection(document, 'all', words, leftOut);
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
      `<div class="tile"><b><span class="mark c-${outcome}">${outcomeMarks[outcome]}</span>${say.number(tally[outcome])}</b>${html(say.outcomes[outcome])}<small>${html(say.outcomeMeanings[outcome])}</small></div>`,
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
