import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { openConfirmModal } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import shell from '../shell/shell.module.css';
import { StatusIcon } from '../shell/status-icon.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionIcon } from './connection-icon.tsx';
import { useConnectionName } from './connection-name.ts';
import { useConnections } from './connections.tsx';
import { KindPill } from './kind-pill.tsx';
import { TokenDialog } from './token-dialog.tsx';
import { TryConnection } from './try-connection.tsx';

type Editing = ConnectionSummary | 'new' | null;

export function ConnectionsPage() {
  const words = useWords();
  const { list } = useConnections();
  const [editing, setEditing] = useState<Editing>(null);
  const sorted = (list ?? []).toSorted((a, b) => Number(b.practice) - Number(a.practice));
  return (
    <PlaceFrame
      sentence={words.connections.lead}
      next={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEditing('new')}
          data-next-step
        >
          {words.connections.add}
        </Button>
      }
    >
      <Stack className={shell.page} gap="md">
        {sorted.map((connection) => (
          <ConnectionCard
            key={connection.name}
            connection={connection}
            onEdit={() => setEditing(connection)}
          />
        ))}
      </Stack>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        size="lg"
        title={
          editing === null || editing === 'new'
            ? words.connections.newTitle
            : words.connections.editTitle(editing.name)
        }
      >
        {editing !== null && (
          <ConnectionForm connection={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
        )}
      </Dialog>
    </PlaceFrame>
  );
}

function ConnectionCard({ connection, onEdit }: { connection: ConnectionSummary; onEdit: () => void }) {
  const words = useWords();
  const ask = useAsk();
  const nameOf = useConnectionName();
  const { put } = useConnections();
  const { name, practice, token } = connection;
  const [settingToken, tokenDialog] = useDisclosure(false);
  const remove = () =>
    openConfirmModal({
      title: words.connections.removeTitle(name),
      children: <Text>{words.connections.removeText}</Text>,
      labels: { confirm: words.connections.remove, cancel: words.shell.cancel },
      confirmProps: { color: 'red' },
      onConfirm: async () => {
        const left = await ask(bridge.removeConnection({ connection: name }));
        if (left !== null) put(left);
      },
    });
  return (
    <Paper withBorder p="md" component="article" aria-label={nameOf(connection)}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: 1, minWidth: '14rem' }}>
          <Group gap="xs" wrap="nowrap">
            <ConnectionIcon connection={connection} />
            <Title order={2} style={{ overflowWrap: 'anywhere' }}>
              {nameOf(connection)}
            </Title>
            <KindPill practice={practice} />
          </Group>
          {practice ? (
            <Text c="dimmed" mt={4}>
              {words.connections.practiceNote}
            </Text>
          ) : (
            <>
              <Text ff="monospace" size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>
                {`${connection.controller} · ${connection.client}`}
              </Text>
              <Text size="sm" c="dimmed">
                {[
                  connection.zone ?? words.connections.zoneNotStated,
                  words.connections.atOnce(connection.concurrency),
                  ...(connection.rate === null ? [] : [words.connections.perSecond(connection.rate)]),
                ].join(' · ')}
              </Text>
              <Group gap={6} mt={6}>
                <StatusIcon status={token === 'set' ? 'valid' : 'warned'} />
                <Text size="sm">{words.connections.tokenState[token]}</Text>
                {token === 'missing' && (
                  <Button size="compact-xs" variant="default" onClick={tokenDialog.open}>
                    {words.push.setToken}
                  </Button>
                )}
                <TokenDialog connection={connection} opened={settingToken} onClose={tokenDialog.close} />
              </Group>
            </>
          )}
        </div>
        {!practice && (
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              aria-label={words.connections.editLabel(name)}
              onClick={onEdit}
            >
              {words.connections.edit}
            </Button>
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              aria-label={words.connections.removeLabel(name)}
              onClick={remove}
            >
              {words.connections.remove}
            </Button>
          </Group>
        )}
      </Group>
      <TryConnection connection={connection} />
    </Paper>
  );
}
