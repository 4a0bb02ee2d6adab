import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { openConfirmModal } from '@mantine/modals';
import { useEffect, useState } from 'react';
import type { PermitEvent } from '../../bridge/permits.ts';
import { fieldNames } from '../../permit/field.ts';
import type { Result } from '../../permit/result.ts';
import { bridge } from '../bridge.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';

interface PermitHistoryProps {
  readonly connection: string;
  /** The permit; null shows none. */
  readonly reference: string | null;
  readonly onClose: () => void;
  /** Of how many permits something was forgotten. */
  readonly onForgotten: (permits: number) => void;
}

/** All that became known of one permit, and the ways to save and to forget it. */
export function PermitHistory({ connection, reference, onClose, onForgotten }: PermitHistoryProps) {
  const { permits: said } = useAllWords().window;
  return (
    <Dialog opened={reference !== null} onClose={onClose} size="xl" title={said.history(reference ?? '')}>
      {reference !== null && (
        <History connection={connection} reference={reference} onForgotten={onForgotten} />
      )}
    </Dialog>
  );
}

interface HistoryProps {
  readonly connection: string;
  readonly reference: string;
  readonly onForgotten: (permits: number) => void;
}

function History({ connection, reference, onForgotten }: HistoryProps) {
  const { window: words, issues } = useAllWords();
  const { permits: said } = words;
  const formats = useFormats();
  const ask = useAsk();
  const tell = useTell();
  const [events, setEvents] = useState<readonly PermitEvent[] | null>(null);
  useEffect(() => {
    let stale = false;
    void ask(bridge.permitHistory({ connection, reference })).then((found) => {
      if (!stale) setEvents(found);
    });
    return () => {
      stale = true;
    };
  }, [ask, connection, reference]);
  const save = async () => {
    const path = await ask(bridge.savePermits({ connection, text: '', reference }));
    if (path !== null) tell(said.saved(path));
  };
  const forget = (title: string, text: string, call: () => Promise<Result<number>>) =>
    openConfirmModal({
      title,
      children: <Text>{text}</Text>,
      labels: { confirm: said.forgetYes, cancel: words.shell.cancel },
      confirmProps: { color: 'red' },
      onConfirm: async () => {
        const forgotten = await ask(call());
        if (forgotten !== null) onForgotten(forgotten);
      },
    });
  const lists = [...new Set((events ?? []).flatMap(({ imported, batch }) => (imported ? [batch] : [])))];
  return (
    <Stack gap="sm">
      <Text>{said.historyLead}</Text>
      {events === null ? (
        <Text role="status">{said.looking}</Text>
      ) : (
        <Table.ScrollContainer minWidth={560} type="native">
          <Table aria-label={said.history(reference)}>
            <Table.Thead>
              <Table.Tr>
                {[said.when, said.what, said.values, said.source].map((name) => (
                  <Table.Th key={name} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {events.map(({ at, batch, row, imported, operation, values }) => (
                <Table.Tr key={`${at} ${batch} ${row}`}>
                  <Table.Td>{formats.instant(new Date(at).toISOString())}</Table.Td>
                  <Table.Td>{imported ? said.imported : said.operations[operation]}</Table.Td>
                  <Table.Td>
                    {fieldNames.map((field) => {
                      const value = values[field];
                      return (
                        value !== undefined && (
                          <Text key={field} size="sm">
                            <Text span inherit c="dimmed">
                              {issues.fields[field]}
                            </Text>{' '}
                            {value}
                          </Text>
                        )
                      );
                    })}
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{said.row(batch, row)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Group justify="flex-end" gap="xs">
        {lists.map((file) => (
          <Button
            key={file}
            variant="subtle"
            color="red"
            onClick={() =>
              forget(said.forgetListTitle(file), said.forgetListText, () =>
                bridge.forgetList({ connection, file }),
              )
            }
          >
            {said.forgetList(file)}
          </Button>
        ))}
        <Button
          variant="subtle"
          color="red"
          onClick={() =>
            forget(said.forgetTitle(reference), said.forgetText, () =>
              bridge.forgetPermit({ connection, reference }),
            )
          }
        >
          {said.forget}
        </Button>
        <Button variant="default" onClick={() => void save()}>
          {said.save}
        </Button>
      </Group>
    </Stack>
  );
}
