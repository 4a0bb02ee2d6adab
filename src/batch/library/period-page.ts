import { createHash } from 'node:crypto';
import type { Words } from '../../words/words.ts';
import { csvLine } from '../exports/csv-line.ts';
import { tallyBar } from '../exports/report/chart.ts';
import { outcomeMarks } from '../exports/report/outcome-marks.ts';
import { pageStyle, reportStyle } from '../exports/report/report-style.ts';
import { html, spreadsheetCell } from '../exports/report/report-text.ts';
import type { PeriodBatch, PeriodReport } from './period.ts';

const outcomes = ['accepted', 'rejected', 'unknown', 'unsent'] as const;

/** The period report for spreadsheets: a line for each batch, and their sum as the last. */
export function periodCsv(report: PeriodReport, words: Words): string {
  const say = words.report.period;
  const { outcomes: names } = words.report;
  const head = [
    say.file,
    say.created,
    say.connection,
    say.user,
    say.runs,
    ...outcomes.map((outcome) => names[outcome]),
    say.rejections,
    say.auditHead,
  ];
  const lines = report.batches.map((batch) => [
    batch.file,
    batch.createdAt,
    batch.connections.join(', '),
    batch.users.join(', '),
    String(batch.runs),
    ...outcomes.map((outcome) => String(batch[outcome])),
    codesText(batch.rejections, say.noCode),
    batch.auditHead ?? '',
  ]);
  const sum = [
    say.total,
    '',
    '',
    '',
    String(report.batches.reduce((runs, batch) => runs + batch.runs, 0)),
    ...outcomes.map((outcome) => String(report.total[outcome])),
    codesText(report.rejections, say.noCode),
    '',
  ];
  return `\uFEFF${[head, ...lines, sum].map((cells) => csvLine(cells.map(spreadsheetCell))).join('')}`;
}

function codesText(rejections: PeriodBatch['rejections'], noCode: string): string {
  return Object.entries(rejections)
    .map(([code, rows]) => `${code === '0' ? noCode : code}: ${rows}`)
    .join('; ');
}

/** The period report as a page, to be read or printed. `paged`: with page numbers of its own. */
export function periodHtml(report: PeriodReport, words: Words, now: Date, paged: boolean): string {
  const say = words.report;
  const own = say.period;
  const style = paged ? reportStyle + pageStyle(say.footPage) : reportStyle;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const total = outcomes.reduce((sum, outcome) => sum + report.total[outcome], 0);
  const tiles = outcomes.map(
    (outcome) =>
      `<div class="tile"><b><span class="mark c-${outcome}">${outcomeMarks[outcome]}</span>${say.number(report.total[outcome])}</b>${html(say.outcomes[outcome])}</div>`,
  );
  const codes = Object.entries(report.rejections).sort(([, one], [, other]) => other - one);
  const filters = [
    report.connection === null ? own.anyConnection : `${own.connection}: ${report.connection}`,
    report.user === null ? own.anyUser : `${own.user}: ${report.user}`,
  ];
  return `<!doctype html>
<html lang="${say.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(own.title(report.from, report.to))}</title>
<style>${style}</style>
</head>
<body><table class="pages" role="presentation"><tbody><tr><td>
<header>
<p class="eyebrow">${html(say.product)} · ${html(own.eyebrow)}</p>
<h1>${html(own.title(report.from, report.to))}</h1>
<p class="soft">${html(filters.join(' · '))} · ${html(say.writtenAt(say.moment(now.toISOString())))}</p>
</header>
<main>
<section><div class="tiles">${tiles.join('')}</div>${tallyBar(report.total, outcomes)}
<p class="soft">${html(own.sum(report.batches.length, total))}</p>
${report.removed > 0 ? `<p class="notice">${html(own.removed(report.removed))}</p>` : ''}
${report.unopened > 0 ? `<p class="notice">${html(own.unopened(report.unopened))}</p>` : ''}</section>
<section><h2>${html(own.batches)}</h2>${batchTable(report, words)}</section>
<section><h2>${html(own.rejectionsTitle)}</h2>
${
  codes.length === 0
    ? `<p class="soft">${html(own.noRejections)}</p>`
    : `<table class="list"><thead><tr><th class="n">${html(own.rows)}</th><th>${html(own.code)}</th></tr></thead><tbody>${codes
        .map(
          ([code, rows]) =>
            `<tr><td class="n">${say.number(rows)}</td><td>${html(code === '0' ? own.noCode : say.rowLists.code(Number(code)))}</td></tr>`,
        )
        .join('')}</tbody></table>`
}
</section>
</main>
</td></tr></tbody></table></body>
</html>
`;
}

function batchTable({ batches }: PeriodReport, { report: say }: Words): string {
  const own = say.period;
  if (batches.length === 0) return `<p class="soft">${html(own.none)}</p>`;
  const head = [own.file, own.connection, own.user, ...outcomes.map((outcome) => say.outcomes[outcome])];
  const lines = batches.map(
    (batch) =>
      `<tr><td><bdi>${html(batch.file)}</bdi><br><span class="soft">${html(say.moment(batch.createdAt))}</span>${batch.auditHead === null ? '' : `<br><span class="mono" title="${html(own.auditHead)}">${batch.auditHead}</span>`}</td><td>${html(batch.connections.join(', '))}</td><td>${html(batch.users.join(', '))}</td>${outcomes.map((outcome) => `<td>${say.number(batch[outcome])}</td>`).join('')}</tr>`,
  );
  return `<table class="list"><thead><tr>${head.map((name) => `<th>${html(name)}</th>`).join('')}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}
