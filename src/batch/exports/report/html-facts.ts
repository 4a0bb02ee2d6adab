import { operationNames } from '../../../permit/operation.ts';
import type { Words } from '../../../words/words.ts';
import type { ReportSummary, RunSummary } from './report-summary.ts';
import { html } from './report-text.ts';

/** What was done, to which permits, by whom and when. */
export function factSection(
  summary: ReportSummary,
  { report: say, issues }: Words,
  redacted: boolean,
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

/** Names with what stands for each, as HTML. */
export function factList(facts: readonly (readonly [string, string])[]): string {
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

/** Where a run went. */
export function targetOf(
  { connection, controller, client }: RunSummary,
  words: Words['report']['summary'],
): string {
  return `${connection === '' ? words.byHand : connection} · ${controller} · ${client}`;
}
