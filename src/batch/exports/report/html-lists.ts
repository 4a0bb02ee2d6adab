import type { Words } from '../../../words/words.ts';
import { isConfirmation } from '../../file/changed-row.ts';
import { isQuestion } from '../../file/choice.ts';
import { type CurrentRow, currentRow, rowColumns, type StoredRow } from '../../file/current-row.ts';
import type { BatchDocument } from '../../file/document.ts';
import { readMeta } from '../../file/meta.ts';
import { linesOf } from '../../file/pages.ts';
import { type Outcome, outcomeSql } from '../../file/tally.ts';
import { stepLines } from '../../trail/edit-step.ts';
import { entries } from '../../trail/trail.ts';
import { rowSaid } from '../row-said.ts';
import { outcomeMarks } from './outcome-marks.ts';
import type { ReportSummary } from './report-summary.ts';
import { html } from './report-text.ts';
import type { Summary } from './summary.ts';

/** How many rows, edits and events a list of the HTML report shows at most; it says so where there are more. */
const listLimits = { rows: 2_000, allRows: 10_000, edits: 2_000, events: 1_000 } as const;

interface Line extends StoredRow {
  readonly outcome: Outcome;
  readonly attempts: number | null;
  readonly resent: number | null;
  readonly http_status: number | null;
  readonly error_code: number | null;
  readonly message: string | null;
  readonly note: string | null;
  readonly reference_id: string | null;
  readonly completed_at: string | null;
}

/** The rows of an outcome, or all, each in full; but without messages and some columns where these are to be left out. */
export function* rowSection(
  document: BatchDocument,
  which: 'rejected' | 'unknown' | 'all',
  words: Words,
  leftOut: ReadonlySet<number> | null,
): Generator<string> {
  const say = words.report.rowLists;
  const { db } = document;
  const where = which === 'all' ? '1' : `${outcomeSql} = '${which}'`;
  const from = 'row r left join outcome o on o.row = r.number';
  const counted = db.prepare(`select count(*) as total from ${from} where ${where}`);
  const { total } = counted.get() as { total: number };
  const limit = which === 'all' ? listLimits.allRows : listLimits.rows;
  yield `<section><h2>${html(say[which])} (${words.report.number(total)})</h2>\n`;
  if (total === 0) {
    yield `<p class="soft">${html(say.none)}</p></section>\n`;
    return;
  }
  if (total > limit) yield `<p class="soft">${html(words.report.capped(limit, total))}</p>\n`;
  yield `<table class="list"><thead><tr><th class="n">${html(say.row)}</th><th class="a">${html(say.answer)}</th><th>${html(say.cells)}</th></tr></thead><tbody>\n`;
  const columns = readMeta(document, 'columns') ?? [];
  const selected = `${rowColumns}, ${outcomeSql} as outcome, o.attempts, o.resent, o.http_status, o.error_code,
    o.message, o.note, o.reference_id, o.completed_at`;
  let shown = 0;
  for (const line of linesOf<Line>(db, { columns: selected, from, key: ['r.number'], where, size: 500 })) {
    yield rowLine(line, columns, words, leftOut);
    if (++shown === limit) break;
  }
  yield '</tbody></table></section>\n';
}

type Columns = readonly { readonly header: string; readonly field: string | null }[];

function rowLine(line: Line, columns: Columns, words: Words, leftOut: ReadonlySet<number> | null): string {
  const { report } = words;
  const say = report.rowLists;
  const { outcome } = line;
  const row = currentRow(line);
  const facts = [
    line.reference_id === null || row.read.includes(line.reference_id)
      ? ''
      : say.reference(line.reference_id),
    line.error_code === null ? '' : say.code(line.error_code),
    line.http_status === null ? '' : say.http(line.http_status),
    line.attempts === null ? '' : say.attempts(line.attempts),
    line.resent === 1 ? say.resent : '',
    report.moment(line.completed_at ?? ''),
  ].filter((text) => text !== '');
  const whole = rowSaid(line, words);
  const said = whole !== '' && leftOut && outcome !== 'skipped' ? say.redacted : whole;
  return (
    `<tr><td class="n">${line.number}</td><td class="a"><span class="c-${outcome}"><span class="mark">${outcomeMarks[outcome]}</span> ${html(report.outcome[outcome])}</span>` +
    `${said === '' ? '' : `<br><bdi>${html(said)}</bdi>`}<br><span class="soft">${html(facts.join(' · '))}</span></td>` +
    `<td class="cells">${cellsText(row, columns, say, leftOut)}</td></tr>\n`
  );
}

function cellsText(
  { read, edits, cells }: CurrentRow,
  columns: Columns,
  say: Words['report']['rowLists'],
  leftOut: ReadonlySet<number> | null,
): string {
  const width = Math.max(cells.length, columns.length);
  let text = '';
  for (let column = 1; column <= width; column++) {
    const header = columns[column - 1]?.header.trim() || String(column);
    const before = read[column - 1] ?? '';
    const now = cells[column - 1] ?? '';
    const isEdited = edits !== null && column in edits;
    const hidden = leftOut?.has(column) === true;
    if (now === '' && before === '') continue;
    const value = hidden ? `<i>${html(say.redacted)}</i>` : `<bdi>${html(cut(now))}</bdi>`;
    const was =
      !isEdited || hidden ? '' : ` <del>(${html(before === '' ? say.wasBlank : say.was(cut(before)))})</del>`;
    text += `<div><span>${html(header)}:</span> ${isEdited ? `<ins>${value}</ins>` : value}${was}</div> `;
  }
  return text;
}

/** A cell as long as a book would hide the rest of the report. */
function cut(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}

/** Every change of a cell that the batch holds, in the order in which they were made. */
export function* editSection(
  document: BatchDocument,
  summary: ReportSummary,
  gathered: Summary,
  words: Words,
  redacted: boolean,
): Generator<string> {
  const { report } = words;
  const say = report.edits;
  const cells = Object.entries(summary.edits.cells).reduce(
    (sum, [kind, count]) => (isQuestion(kind) ? sum : sum + count),
    0,
  );
  yield `<section><h2>${html(say.title)}</h2>\n`;
  const { total } = document.db.prepare('select count(*) as total from edit').get() as { total: number };
  if (total === 0) {
    yield `<p class="soft">${html(say.none)}</p></section>\n`;
    return;
  }
  yield `<p>${html(say.told(summary.edits.steps, summary.edits.undone, cells))}</p>\n`;
  if (total > listLimits.edits) yield `<p class="soft">${html(report.capped(listLimits.edits, total))}</p>\n`;
  yield `<table class="list"><thead><tr><th class="n">${html(say.row)}</th><th>${html(say.column)}</th><th>${html(say.before)}</th><th>${html(say.after)}</th><th class="w">${html(say.kind)}</th><th class="t">${html(say.at)}</th></tr></thead><tbody>\n`;
  const undone = new Set(
    (document.db.prepare('select distinct step from edit where undone = 1').all() as { step: number }[]).map(
      ({ step }) => step,
    ),
  );
  let shown = 0;
  for (const { step } of gathered.steps) {
    if (shown >= listLimits.edits) break;
    for (const { row, column, before, after, kind, who, at } of stepLines(document, step)) {
      if (shown++ >= listLimits.edits) break;
      const hidden = redacted && !isConfirmation({ kind }) && gathered.plateColumns.has(column);
      const header = isQuestion(kind)
        ? say.questions[kind]
        : column === 0
          ? say.wholeRow
          : summary.columns[column - 1]?.header.trim() || String(column);
      const shownValue = (value: string) =>
        hidden
          ? `<i>${html(report.rowLists.redacted)}</i>`
          : `<bdi>${html(cut(valueSentence(kind, value, words)))}</bdi>`;
      const note = undone.has(step) ? ` (${say.undone})` : '';
      yield `<tr><td class="n">${row === 0 ? '' : row}</td><td>${html(header)}</td><td>${shownValue(before)}</td><td>${shownValue(after)}</td><td class="w">${html(kindSentence(kind, say) + note)}</td><td class="t">${html(report.moment(at))}<br><span class="soft">${html(who)}</span></td></tr>\n`;
    }
  }
  yield '</tbody></table></section>\n';
}

/** What a line's value says; a reason for leaving out and an answer of a later version stay as they are, and none is nothing. */
function valueSentence(kind: string, value: string, { report, issues, leftOut }: Words): string {
  const reasons: Readonly<Record<string, string>> = leftOut;
  const answers: Readonly<Record<string, string>> = report.edits.answers;
  if (isConfirmation({ kind })) return confirmedTitles(value, issues.titles);
  if (isQuestion(kind)) return answers[value === '' ? 'none' : value] ?? value;
  return kind === 'leave-out' ? (reasons[value] ?? value) : value;
}

function kindSentence(kind: string, say: Words['report']['edits']): string {
  if (isQuestion(kind)) return say.chosen;
  if (isConfirmation({ kind })) return kind === 'recall' ? say.recalled : say.confirmed;
  if (kind === 'leave-out') return say.leftOut;
  return kind === 'edit' ? say.byHand : say.repair;
}

/** The headings of the codes that were confirmed; a code of a later version stays as it is. */
function confirmedTitles(value: string, titles: Readonly<Record<string, string>>): string {
  return (JSON.parse(value) as string[]).map((code) => titles[code] ?? code).join(', ');
}

/** The trail in the words of people: all but the groups of outcomes, which the runs sum up. */
export function* eventSection(document: BatchDocument, { report }: Words): Generator<string> {
  const say = report.events;
  yield `<section><h2>${html(say.title)}</h2>\n<table class="list"><thead><tr><th class="n">${html(say.entry)}</th><th class="t">${html(say.at)}</th><th>${html(say.what)}</th><th>${html(say.who)}</th></tr></thead><tbody>\n`;
  let shown = 0;
  let total = 0;
  for (const entry of entries(document.db)) {
    if (entry.kind === 'outcomes') continue;
    total++;
    if (shown >= listLimits.events) continue;
    shown++;
    const what =
      entry.kind === 'export'
        ? `${say.kinds.export}: ${entry.path}`
        : 'run' in entry
          ? `${say.kinds[entry.kind]} (${entry.run})`
          : say.kinds[entry.kind];
    const who =
      'by' in entry
        ? [entry.by.user, entry.by.host, entry.by.app].filter((text) => text !== '').join(' · ')
        : '';
    yield `<tr><td class="n">${entry.seq}</td><td class="t">${html(report.moment(entry.at))}</td><td><bdi>${html(what)}</bdi></td><td>${html(who)}</td></tr>\n`;
  }
  yield '</tbody></table>\n';
  if (total > shown) yield `<p class="soft">${html(report.capped(shown, total))}</p>\n`;
  yield '</section>\n';
}
