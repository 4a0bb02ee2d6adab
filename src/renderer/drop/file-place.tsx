import { Button, DataList, Group, Input, List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { Output } from '../../bridge/contract.ts';
import { operationNames } from '../../permit/operation.ts';
import { RemoveBatch } from '../audit/remove-batch.tsx';
import { bridge } from '../bridge.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { GoesTo } from '../settings/goes-to.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { NextButton } from '../shell/next-button.tsx';
import { Notice } from '../shell/notice.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import shell from '../shell/shell.module.css';
import { ShortText } from '../shell/short-text.tsx';
import classes from './file-place.module.css';
import { FirstRows } from './first-rows.tsx';
import { noteSentence } from './note-sentence.ts';
import { ReadingOptions, type ReadingSettings } from './reading-options.tsx';
import { useOpen } from './use-open.ts';

const shown = 8;

/** What was understood of a batch's file, and the way to have it read differently. */
export function FilePlace({ summary }: { summary: BatchSummary }) {
  const all = useAllWords();
  const words = all.window;
  const formats = useFormats();
  const ask = useAsk();
  const { goTo } = useNavigation();
  const { take } = useOpen();
  const [how, setHow] = useState<ReadingSettings>({});
  const [operation, setOperation] = useState(summary.operation);
  const [rows, setRows] = useState<Output<'firstRowsRead'> | null>(null);
  const { batch } = summary;

  useEffect(() => {
    let current = true;
    void ask(bridge.firstRowsRead({ batch, limit: shown })).then((read) => {
      if (current) setRows(read);
    });
    return () => {
      current = false;
    };
  }, [ask, batch]);

  const changed = Object.keys(how).length > 0 || operation !== summary.operation;
  const headers = summary.columns
    .slice(0, summary.columns.length - summary.added.length)
    .map((column) => column.header);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ...(summary.connection === null
      ? []
      : [[words.file.goesTo, <GoesTo key="to" connection={summary.connection} />] as const]),
    [words.file.format, words.file.formats[summary.format]],
    [words.file.rowsRead, words.number(summary.rows)],
    [words.file.openedAt, formats.instant(summary.createdAt)],
    [words.file.fingerprint, <ShortText key="sha" text={summary.sha256} />],
  ];
  return (
    <PlaceFrame
      sentence={words.file.sentence(summary.rows, summary.columns.length)}
      next={
        <NextButton onward onClick={() => goTo(batch, 'columns')}>
          {words.file.next}
        </NextButton>
      }
    >
      <Stack className={shell.page} gap="md">
        <Group justify="space-between">
          <Title order={2}>{words.file.title}</Title>
          <RemoveBatch summary={summary} />
        </Group>
        <DataList labelWidth="12rem">
          {facts.map(([label, value]) => (
            <DataList.Item key={label}>
              <DataList.ItemLabel>{label}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
        {summary.notes.length > 0 && (
          <div>
            <Title order={3} mb={4}>
              {words.file.notes}
            </Title>
            <List spacing={4}>
              {summary.notes.map((note) => (
                <List.Item key={JSON.stringify(note)}>{noteSentence(all, note)}</List.Item>
              ))}
            </List>
          </div>
        )}
        <Input.Wrapper
          label={words.file.operation}
          description={words.file.operationHints[operation]}
          inputWrapperOrder={['label', 'input', 'description']}
        >
          <SegmentedControl
            aria-label={words.file.operation}
            className={classes.operation}
            data={operationNames.map((value) => ({ value, label: words.file.operations[value] }))}
            value={operation}
            onChange={setOperation}
          />
        </Input.Wrapper>
        <ReadingOptions how={how} onChange={setHow} detected={summary} />
        {summary.runs > 0 && <Text c="dimmed">{words.file.pushedNote}</Text>}
        {summary.runs === 0 && summary.canUndo && changed && (
          <Notice kind="warning" role="status">
            {words.file.editsLost}
          </Notice>
        )}
        {changed ? (
          <Button
            style={{ alignSelf: 'flex-start' }}
            onClick={() => void take(bridge.readAgain({ batch, reading: how, operation }))}
          >
            {words.file.readAgain}
          </Button>
        ) : (
          <Text c="dimmed">{words.file.change}</Text>
        )}
        <Title order={3}>
          {rows === null
            ? words.file.first
            : summary.rows === 0
              ? words.check.headersOnly
              : words.file.firstRows(rows.length, summary.rows)}
        </Title>
        {rows !== null && (
          <FirstRows
            label={words.file.first}
            headers={headers}
            rows={rows.map((row) =>
              row.cells.slice(0, Math.max(headers.length, row.cells.length - summary.added.length)),
            )}
            numbers={rows.map((row) => row.number)}
          />
        )}
      </Stack>
    </PlaceFrame>
  );
}
