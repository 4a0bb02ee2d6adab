import { type ReportFormat, writeReport } from '../batch/exports/report/write-report.ts';
import { periodReport } from '../batch/library/period.ts';
import { periodCsv, periodHtml } from '../batch/library/period-page.ts';
import { writeNewFile } from '../disk/new-file.ts';
import { knownBefore } from '../jobs/known-before.ts';
import type { Cli } from './cli.ts';
import { action } from './command.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { openGivenBatch } from './given-batch.ts';
import type { Terminal } from './terminal.ts';

interface ReportOptions {
  readonly format: string;
  readonly out: string;
  readonly redact?: boolean;
  readonly allRows?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly connection?: string;
  readonly user?: string;
}

const formats = ['html', 'csv', 'json'] as const satisfies readonly ReportFormat[];

/** `report`: the audit report of a batch. */
export function registerReport(cli: Cli): void {
  const { commands, options } = cli.words.audit;
  cli.program
    .command('report')
    .argument('[BATCH]')
    .description(commands.report)
    .requiredOption('--format <FORMAT>', options.format)
    .requiredOption('--out <F>', options.out)
    .option('--redact', options.redact)
    .option('--from <DAY>', options.from)
    .option('--to <DAY>', options.to)
    .option('--connection <NAME>', options.periodConnection)
    .option('--user <NAME>', options.periodUser)
    .option('--all-rows', options.allRows)
    .action(action(cli, report));
}

async function report(terminal: Terminal, options: ReportOptions, given?: string): Promise<ExitCode> {
  const { words } = terminal;
  const format = formats.find((one) => one === options.format);
  if (!format) return terminal.fail('usage', words.audit.usage.format(options.format), exitCodes.unusable);
  if (given === undefined) return reportPeriod(terminal, options);
  const document = openGivenBatch(terminal, given);
  if (typeof document === 'number') return document;
  try {
    const { redact = false, allRows = false } = options;
    const written = await writeReport(document, options.out, {
      format,
      words,
      redacted: redact,
      allRows,
      now: new Date(),
      known: knownBefore(terminal.dataFolder, document),
    });
    if (!written.ok) {
      const { code, facts } = written.failure;
      const sentences = { ...words.push.results, ...words.audit.reports };
      return terminal.fail(code, sentences[code](facts), exitCodes.unusable);
    }
    const { path, head, fingerprint } = written.value;
    terminal.print(words.audit.reportAt(path));
    terminal.print(words.audit.head(head));
    terminal.print(fingerprint === null ? words.audit.unsigned : words.audit.fingerprint(fingerprint));
    terminal.printJson({
      batch: document.path,
      report: path,
      format,
      redacted: redact,
      auditHead: head,
      auditKey: fingerprint,
    });
    return exitCodes.good;
  } finally {
    document.close();
  }
}

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Without a batch: what was pushed from one day to another, over all batches. */
async function reportPeriod(terminal: Terminal, options: ReportOptions): Promise<ExitCode> {
  const { words } = terminal;
  const { from, to, format, connection = null, user = null } = options;
  if (from === undefined || to === undefined || !day.test(from) || !day.test(to) || from > to) {
    return terminal.fail('usage', words.audit.usage.period, exitCodes.unusable);
  }
  if (format === 'json') return terminal.fail('usage', words.audit.usage.periodFormat, exitCodes.unusable);
  const found = periodReport(terminal.dataFolder, { from, to, connection, user });
  const text = format === 'csv' ? periodCsv(found, words) : periodHtml(found, words, new Date(), true);
  const written = await writeNewFile(options.out, (file) => file.write(text));
  if (!written.ok) {
    const { code, facts } = written.failure;
    return terminal.fail(code, words.push.results[code](facts), exitCodes.unusable);
  }
  terminal.print(words.audit.reportAt(written.value));
  const { batches, total, rejections, removed, unopened } = found;
  if (unopened > 0) terminal.note(words.report.period.unopened(unopened));
  terminal.printJson({
    report: written.value,
    format,
    from,
    to,
    connection,
    user,
    batches,
    total,
    rejections,
    removed,
    unopened,
  });
  return exitCodes.good;
}
