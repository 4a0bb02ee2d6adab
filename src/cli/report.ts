import { type ReportFormat, writeReport } from '../batch/audit/report/write-report.ts';
import { action, type Cli, type ExitCode, exitCodes } from './command.ts';
import { openGivenBatch } from './given-batch.ts';
import type { Terminal } from './terminal.ts';

interface ReportOptions {
  readonly format: string;
  readonly out: string;
  readonly redact?: boolean;
  readonly allRows?: boolean;
}

const formats = ['html', 'csv', 'json'] as const satisfies readonly ReportFormat[];

/** `report`: the audit report of a batch. */
export function registerReport(cli: Cli): void {
  const { commands, options } = cli.words.audit;
  cli.program
    .command('report')
    .argument('<BATCH>')
    .description(commands.report)
    .requiredOption('--format <FORMAT>', options.format)
    .requiredOption('--out <F>', options.out)
    .option('--redact', options.redact)
    .option('--all-rows', options.allRows)
    .action(action(cli, report));
}

async function report(terminal: Terminal, options: ReportOptions, given: string): Promise<ExitCode> {
  const { words } = terminal;
  const format = formats.find((one) => one === options.format);
  if (!format) return terminal.fail('usage', words.audit.usage.format(options.format), exitCodes.unusable);
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
    });
    if (!written.ok) {
      const { code, facts } = written.failure;
      return terminal.fail(code, words.push.results[code](facts), exitCodes.unusable);
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
