import type { BatchDocument } from '../batch/file/document.ts';
import { readMeta } from '../batch/file/meta.ts';
import { columnQuestions } from '../permit/column-question.ts';
import type { Terminal } from './terminal.ts';

/** What is asked about the columns of a batch, a sentence each, with the `--map` that decides it. */
export function columnNotes({ words }: Terminal, document: BatchDocument): string[] {
  const columns = readMeta(document, 'columns') ?? [];
  return columnQuestions(columns).map(({ column, kind, field, other, name }) => {
    const header = columns[column]?.header.trim() || name;
    const asked = { header, field, other: other === null ? '' : (columns[other]?.header ?? '') };
    const { questions, decisions } = words.reading;
    return `${questions[kind](asked)} ${decisions[kind](name, field)}`;
  });
}
