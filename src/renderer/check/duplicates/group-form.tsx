import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { BatchSummary } from '../../../bridge/batch.ts';
import type { BesideRow, DuplicateGroup } from '../../../bridge/duplicates.ts';
import { useAllWords, useFormats } from '../../language.tsx';
import { NamedStatusIcon } from '../../shell/status-icon.tsx';
import { statusOf } from '../row-status.ts';
import { type BesideLine, SideBySide } from '../side-by-side.tsx';

/** The number of the one row that is sent, or all of them, or none. */
export type Send = number | 'all' | 'none';

interface GroupFormProps {
  readonly summary: BatchSummary;
  readonly group: DuplicateGroup;
  /** To the group at another place. */
  readonly onMove: (at: number) => void;
  readonly onDecide: (send: Send) => void;
}

/** The rows of one reference ID beside each other, and which of them are sent. */
export function GroupForm({ summary, group, onMove, onDecide }: GroupFormProps) {
  const { window: words } = useAllWords();
  const { duplicates } = words;
  const [send, setSend] = useState<Send | null>(() => decisionOf(group));
  const form = useRef<HTMLFormElement>(null);
  const { at, total, rows, size } = group;
  const locked = rows.filter((row) => row.locked).map(({ number }) => number);
  const mayStay = (row: number | null) => locked.every((number) => number === row);

  useEffect(() => {
    const radios = 'input[type=radio]:not(:disabled)';
    const found = form.current?.querySelector<HTMLElement>(`${radios}:checked`);
    (found ?? form.current?.querySelector<HTMLElement>(radios))?.focus();
  }, []);

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (send !== null) onDecide(send);
      }}
    >
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600} role="status">
            {duplicates.position(at + 1, total)} · {duplicates.decided(group.decided, total)}
          </Text>
          <Text flex={1} ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
            {group.key}
          </Text>
          <Group gap="xs">
            <Button size="compact-sm" variant="default" disabled={at === 0} onClick={() => onMove(at - 1)}>
              {duplicates.previous}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={at + 1 === total}
              onClick={() => onMove(at + 1)}
            >
              {duplicates.following}
            </Button>
          </Group>
        </Group>
        <Radio.Group
          label={duplicates.question}
          value={send === null ? '' : String(send)}
          onChange={(value) => setSend(value === 'all' || value === 'none' ? value : Number(value))}
        >
          <Stack gap="sm" mt={6}>
            <SideBySide
              label={duplicates.question}
              blank={duplicates.blankCell}
              columns={rows.map((row) => ({
                key: String(row.number),
                head: <RowHead row={row} disabled={!mayStay(row.number)} />,
              }))}
              lines={useLines(summary, rows)}
            />
            {size > rows.length && (
              <Text size="sm" c="dimmed">
                {duplicates.firstOf(rows.length, size)}
              </Text>
            )}
            <Group gap="lg">
              <Radio value="all" label={duplicates.sendAll(size)} disabled={locked.length > 0} />
              <Radio value="none" label={duplicates.sendNone} disabled={locked.length > 0} />
            </Group>
          </Stack>
        </Radio.Group>
        {locked.map((row) => (
          <Text key={row} size="sm">
            {duplicates.locked(row)}
          </Text>
        ))}
        {!group.isDecided && summary.duplicates !== null && <Text size="sm">{duplicates.byChoice}</Text>}
        <Group justify="space-between" wrap="nowrap" gap="lg">
          <Text size="xs" c="dimmed">
            {duplicates.keys}
          </Text>
          <Button type="submit" disabled={send === null} style={{ flexShrink: 0 }}>
            {duplicates.decide}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RowHead({ row, disabled }: { readonly row: BesideRow; readonly disabled: boolean }) {
  const { window: words, leftOut } = useAllWords();
  const said = row.leftOut === null ? undefined : leftOut[row.leftOut];
  return (
    <Group gap={6} wrap="nowrap">
      <Radio value={String(row.number)} label={words.duplicates.send(row.number)} disabled={disabled} />
      <NamedStatusIcon status={statusOf(row, 'state')} {...(said === undefined ? {} : { label: said })} />
    </Group>
  );
}

/** A line for each column of the file, with what was last known here of a value that would change it. */
function useLines({ columns }: BatchSummary, rows: readonly BesideRow[]): BesideLine[] {
  const { window: words } = useAllWords();
  const formats = useFormats();
  const width = Math.max(columns.length, ...rows.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, at) => ({
    key: String(at),
    name: columns[at]?.header.trim() || words.file.blankHeader(at + 1),
    values: rows.map(({ cells }) => cells[at] ?? ''),
    notes: rows.map(({ was }) => {
      const known = was.find(({ column }) => column === at + 1);
      if (known === undefined) return null;
      return words.check.was(known.value, formats.instant(new Date(known.at).toISOString()));
    }),
  }));
}

/** What was decided of the group; null where nothing was, or only what this cannot show. */
function decisionOf({ rows, size, isDecided }: DuplicateGroup): Send | null {
  if (!isDecided) return null;
  const sent = rows.filter(({ decision }) => decision !== 'left-out');
  if (sent.length === 0) return size === rows.length ? 'none' : null;
  if (sent.length === 1) return sent[0]?.number ?? null;
  return sent.length === rows.length ? 'all' : null;
}
