import { Anchor, Group, Stack, Table, Text, Title } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconHelpCircleFilled,
  IconHistory,
  IconMinus,
  IconUserCheck,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { columnQuestions } from '../../permit/column-question.ts';
import type { ColumnRole } from '../../permit/column-role.ts';
import type { FieldName } from '../../permit/field.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { bridge } from '../bridge.ts';
import { FindReferences } from '../check/find-references.tsx';
import { useOpen } from '../drop/use-open.ts';
import { useBatches } from '../history/batches.tsx';
import { useAllWords, useWords } from '../language.tsx';
import { MiddleShortened } from '../shell/middle-shortened.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import shell from '../shell/shell.module.css';
import { type ColumnChoice, ColumnChoiceList } from './column-choice.tsx';
import { type FieldColumn, fieldColumns, fieldsAfter } from './field-columns.ts';
import { Questions } from './questions.tsx';
import { ValueForAll } from './value-for-all.tsx';

/** Which column each field takes its values from: certain, proposed and missing matches look different. */
export function ColumnsPlace({ summary }: { summary: BatchSummary }) {
  const { window: words, issues } = useAllWords();
  const batches = useBatches();
  const { goTo } = useNavigation();
  const [busy, setBusy] = useState(false);
  const { take } = useOpen();
  /** The field of which a value for all rows is being asked for. */
  const [asked, setAsked] = useState<FieldName | null>(null);
  const { batch, columns, added, samples } = summary;
  const own = columns.slice(0, columns.length - added.length);
  const rules = operationRules[summary.operation];
  const fields = fieldColumns(columns, rules, added);
  const sendable = isSendable(columns, rules);
  const questions = columnQuestions(columns);
  const unsent = own.filter((column) => column.field === null);
  const headerOf = (index: number) => columns[index]?.header.trim() || words.file.blankHeader(index + 1);
  const restHeaders = own
    .flatMap((column, index) => (column.field === null ? [headerOf(index)] : []))
    .join(' · ');

  const decide = async (fields: (ColumnRole | null)[], leftOut: number[]) => {
    setBusy(true);
    await batches.change(bridge.remap({ batch, fields, leftOut }));
    setBusy(false);
  };
  const map = (role: ColumnRole, column: number | null) => decide(fieldsAfter(columns, role, column), []);
  const give = (field: FieldName, value: string | null) => take(bridge.setForAll({ batch, field, value }));
  const choose = ({ field, sameForAll }: FieldColumn, choice: ColumnChoice) => {
    setAsked(choice === 'same-for-all' ? field : null);
    if (choice === 'none' && sameForAll !== null) void give(field, null);
    else if (choice !== 'same-for-all') void map(field, choice === 'none' ? null : choice);
  };
  const leaveOut = (column: number) =>
    decide(
      columns.map((one, at) => (at === column ? null : one.field)),
      [column],
    );

  return (
    <PlaceFrame
      sentence={
        !sendable
          ? words.columns.sentenceMissing
          : questions.length > 0
            ? words.columns.sentenceAsked(questions.length)
            : words.columns.sentence(fields.filter((one) => one.column !== null).length)
      }
      next={
        <NextButton onward disabled={!sendable} loading={busy} onClick={() => goTo(batch, 'check')}>
          {words.columns.next}
        </NextButton>
      }
    >
      <Stack className={shell.page} gap="md">
        <div>
          <Title order={2}>{words.columns.title}</Title>
          <Text c="dimmed" mt={4}>
            {words.columns.lead}
          </Text>
        </div>
        {!sendable && questions.length === 0 && summary.runs === 0 && (
          <FindReferences
            summary={summary}
            lacking={summary.rows}
            onFind={() => take(bridge.addReferences({ batch }))}
          />
        )}
        {questions.length > 0 && (
          <Questions
            summary={summary}
            questions={questions}
            headerOf={headerOf}
            busy={busy}
            onTake={(role, column) => void map(role, column)}
            onLeaveOut={(column) => void leaveOut(column)}
          />
        )}
        <Table verticalSpacing="sm" layout="fixed" miw="36rem">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="26%">{words.columns.field}</Table.Th>
              <Table.Th w="27%">{words.columns.column}</Table.Th>
              <Table.Th w="24%">{words.columns.match}</Table.Th>
              <Table.Th w="23%">{words.columns.samples}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((one) => (
              <Table.Tr key={one.field} style={{ verticalAlign: 'top' }}>
                <Table.Td>
                  <Text fw={600}>{issues.fields[one.field]}</Text>
                  <Text size="sm" c="dimmed">
                    {issues.rules[one.field]}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {one.lookedUp ? (
                    <Text size="sm" lh="2.25rem">
                      {words.references.lookedUp}
                    </Text>
                  ) : (
                    <ColumnChoiceList
                      field={one.field}
                      value={
                        asked === one.field || one.sameForAll !== null
                          ? 'same-for-all'
                          : (one.column ?? 'none')
                      }
                      headers={own.map((_, index) => headerOf(index))}
                      samples={samples}
                      sameForAll={one.field !== rules.key && summary.runs === 0}
                      disabled={busy}
                      onChange={(choice) => choose(one, choice)}
                    />
                  )}
                  {asked === one.field && (
                    <ValueForAll
                      field={one.field}
                      given={one.sameForAll ?? ''}
                      rows={summary.rows}
                      onGive={(value) => give(one.field, value)}
                      onCancel={() => setAsked(null)}
                    />
                  )}
                  {asked !== one.field && one.sameForAll !== null && (
                    <Anchor
                      component="button"
                      type="button"
                      size="sm"
                      mt={6}
                      onClick={() => setAsked(one.field)}
                    >
                      {words.columns.changeForAll(one.sameForAll)}
                    </Anchor>
                  )}
                  {one.clock !== null && (
                    <Group gap="xs" mt={6}>
                      <Text size="sm">{words.columns.timeFrom(headerOf(one.clock))}</Text>
                      <Anchor
                        component="button"
                        type="button"
                        size="sm"
                        disabled={busy}
                        onClick={() => void leaveOut(one.clock ?? -1)}
                      >
                        {words.columns.separate}
                      </Anchor>
                    </Group>
                  )}
                </Table.Td>
                <Table.Td>
                  <Match field={one} required={rules.keyRequired && one.field === rules.key} />
                </Table.Td>
                <Table.Td>
                  <Samples values={samples[one.column ?? one.proposals[0] ?? -1] ?? []} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {unsent.length > 0 && (
          <div>
            <Text fw={600}>{words.columns.rest(unsent.length)}</Text>
            <Text c="dimmed" lineClamp={6} title={restHeaders} style={{ overflowWrap: 'anywhere' }}>
              {restHeaders}
            </Text>
            <Text size="sm" c="dimmed" mt={4}>
              {words.columns.restNote}
            </Text>
          </div>
        )}
      </Stack>
    </PlaceFrame>
  );
}

const certain = <IconCircleCheckFilled size={16} color="var(--good)" aria-hidden />;

/** What the header says, what a person said of this file, and what one said of another with this header line. */
const certaintyIcons = {
  exact: certain,
  normalised: certain,
  chosen: <IconUserCheck size={16} aria-hidden />,
  remembered: <IconHistory size={16} aria-hidden />,
} as const satisfies Record<NonNullable<FieldColumn['certainty']>, ReactNode>;

interface MatchProps {
  readonly field: FieldColumn;
  readonly required: boolean;
}

function Match({ field, required }: MatchProps) {
  const words = useWords();
  if (field.lookedUp) return <Line icon={certaintyIcons.chosen}>{words.references.lookedUpRow}</Line>;
  if (field.sameForAll !== null) return <Line icon={certaintyIcons.chosen}>{words.columns.givenToAll}</Line>;
  if (field.column !== null && field.certainty !== null) {
    return <Line icon={certaintyIcons[field.certainty]}>{words.columns.certainty[field.certainty]}</Line>;
  }
  if (field.proposals.length > 0) {
    return (
      <Line icon={<IconHelpCircleFilled size={16} color="var(--doubt)" aria-hidden />}>
        {words.columns.proposed}
      </Line>
    );
  }
  return required ? (
    <Line icon={<IconAlertTriangleFilled size={16} color="var(--warn)" aria-hidden />}>
      {words.columns.missingRequired}
    </Line>
  ) : (
    <Line icon={<IconMinus size={16} color="var(--idle)" aria-hidden />}>{words.columns.missing}</Line>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" align="center" mih={36}>
      <span style={{ display: 'inline-flex', flexShrink: 0 }}>{icon}</span>
      <Text size="sm">{children}</Text>
    </Group>
  );
}

function Samples({ values }: { values: readonly string[] }) {
  return (
    <Stack gap={2}>
      {values.slice(0, 3).map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: samples may be equal, and never move.
        <Text key={index} component="div" ff="monospace" size="sm" title={value}>
          <MiddleShortened text={value} />
        </Text>
      ))}
    </Stack>
  );
}
