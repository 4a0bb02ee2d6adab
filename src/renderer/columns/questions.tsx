import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconHelpCircleFilled } from '@tabler/icons-react';
import { useId } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { ColumnQuestion } from '../../permit/column-question.ts';
import { type ColumnRole, clockRole, isDateField } from '../../permit/column-role.ts';
import { joinedDate } from '../../permit/joined-date.ts';
import { useAllWords } from '../language.tsx';
import { shortened } from '../shell/shortened.ts';

interface QuestionsProps {
  readonly summary: BatchSummary;
  readonly questions: readonly ColumnQuestion[];
  readonly headerOf: (column: number) => string;
  readonly busy: boolean;
  readonly onTake: (role: ColumnRole, column: number) => void;
  readonly onLeaveOut: (column: number) => void;
}

/** The columns that wait for a person's word, each with what can be said. */
export function Questions({ summary, questions, headerOf, busy, onTake, onLeaveOut }: QuestionsProps) {
  const { columns: words } = useAllWords().window;
  const title = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={title}>
      <Group gap={6} wrap="nowrap">
        <IconHelpCircleFilled size={18} color="var(--doubt)" aria-hidden />
        <Title order={3} id={title}>
          {words.questions(questions.length)}
        </Title>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {words.questionsLead(summary.headerRow > 0)}
      </Text>
      <Stack gap="md" mt="md">
        {questions.map((question) => (
          <Question
            key={question.column}
            summary={summary}
            question={question}
            headerOf={headerOf}
            busy={busy}
            onTake={onTake}
            onLeaveOut={onLeaveOut}
          />
        ))}
      </Stack>
    </Paper>
  );
}

interface QuestionProps extends Omit<QuestionsProps, 'questions'> {
  readonly question: ColumnQuestion;
}

function Question({ summary, question, headerOf, busy, onTake, onLeaveOut }: QuestionProps) {
  const { window, reading } = useAllWords();
  const words = window.columns;
  const { kind, column, field, other } = question;
  const header = headerOf(column);
  const otherHeader = other === null ? '' : headerOf(other);
  const role = kind === 'clock' && isDateField(field) ? clockRole(field) : field;
  const take = { similar: words.confirm(header), second: words.instead(header), clock: words.join }[kind];
  return (
    <Group justify="space-between" gap="sm">
      <div style={{ flex: '1 1 20rem', minWidth: 0 }}>
        <Text>{reading.questions[kind]({ header, field, other: otherHeader })}</Text>
        <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {samplesOf(summary, question, words)}
        </Text>
      </div>
      <Group gap="xs">
        <Button size="compact-md" disabled={busy} onClick={() => onTake(role, column)}>
          {take}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          disabled={busy}
          aria-label={`${kind === 'second' ? words.keep(otherHeader) : words.leaveOut}: ${header}`}
          onClick={() => onLeaveOut(column)}
        >
          {kind === 'second' ? words.keep(otherHeader) : words.leaveOut}
        </Button>
      </Group>
    </Group>
  );
}

/** What the column holds; of two that can be joined what becomes of them, and of a second one what the other holds. */
function samplesOf(
  { samples }: BatchSummary,
  { kind, column, other }: ColumnQuestion,
  words: ReturnType<typeof useAllWords>['window']['columns'],
): string {
  const own = (samples[column] ?? []).map((value) => shortened(value, 24));
  const others = (other === null ? [] : (samples[other] ?? [])).map((value) => shortened(value, 24));
  const [time] = own;
  const [date] = others;
  if (kind === 'clock' && date !== undefined && time !== undefined) {
    return words.joined(date, time, joinedDate(date, time));
  }
  if (kind === 'second') return `${own.join(' · ')}  |  ${others.join(' · ')}`;
  return own.join(' · ');
}
