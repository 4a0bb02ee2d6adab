import type { FieldName } from '../../../permit/field.ts';
import type { Words } from '../../../words/words.ts';
import { html } from './report-text.ts';

/** A value that a row changed, and what was last known here before: the permit book's to say, and not on the trail. */
export interface KnownBefore {
  readonly row: number;
  readonly field: Exclude<FieldName, 'referenceId'>;
  readonly known: string;
  /** UTC, ISO 8601. */
  readonly since: string;
  /** The file that it was known from. */
  readonly from: string;
  readonly sent: string;
}

/** Them all, in the order of the rows; null where the book cannot tell. */
export type KnownBeforeList = readonly KnownBefore[] | null;

/** How the JSON report lists them: without plates where those are to be left out. */
export function* knownRecords(list: KnownBeforeList, redacted: boolean): Generator<string> {
  for (const { row, field, known, since, from, sent } of list ?? []) {
    if (redacted && field === 'plate') continue;
    yield JSON.stringify({ row, field, known, since, from, sent });
  }
}

/** By row, what the CSV report says of them. */
export function knownTexts(
  list: KnownBeforeList,
  { report: { csv }, issues }: Words,
  redacted: boolean,
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { row, field, known, since, from } of list ?? []) {
    const value = redacted && field === 'plate' ? csv.redacted : known;
    const text = `${issues.fields[field]}: ${value} (${since.slice(0, 10)}, ${from})`;
    const before = texts.get(row);
    texts.set(row, before === undefined ? text : `${before}; ${text}`);
  }
  return texts;
}

const mostListed = 2_000;

/** Old beside new, of the rows that changed something that was known. */
export function knownSection(list: KnownBeforeList, { report, issues }: Words, redacted: boolean): string {
  if (list === null) return '';
  const say = report.known;
  const soft = (text: string) => `<p class="soft">${html(text)}</p>`;
  const head = `<section><h2>${html(say.title)} (${report.number(list.length)})</h2>\n${soft(say.hint)}\n`;
  if (list.length === 0) return `${head}${soft(say.none)}</section>\n`;
  const capped = list.length > mostListed ? soft(report.capped(mostListed, list.length)) : '';
  const lines = list.slice(0, mostListed).map(({ row, field, known, since, from, sent }) => {
    const hidden = redacted && field === 'plate';
    const shown = (text: string) =>
      hidden ? `<i>${html(report.rowLists.redacted)}</i>` : `<bdi>${html(text)}</bdi>`;
    return `<tr><td class="n">${row}</td><td>${html(issues.fields[field])}</td><td>${shown(known)}</td><td>${shown(sent)}</td><td class="t">${html(report.moment(since))}<br><span class="soft">${html(from)}</span></td></tr>\n`;
  });
  return `${head}${capped}<table class="list"><thead><tr><th class="n">${html(report.rowLists.row)}</th><th>${html(say.field)}</th><th>${html(say.before)}</th><th>${html(say.sent)}</th><th>${html(say.since)}</th></tr></thead><tbody>\n${lines.join('')}</tbody></table></section>\n`;
}
