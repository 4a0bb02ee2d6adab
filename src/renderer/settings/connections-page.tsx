import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { openConfirmModal } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import shell from '../shell/shell.module.css';
import { StatusIcon } from '../shell/status-icon.tsx';
import { ConnectionDialog, type Editing } from './connection-dialog.tsx';
import { ConnectionIcon } from './connection-icon.tsx';
import { useConnectionName } from './connection-name.ts';
import { useConnections } from './connections.tsx';
import { KindPill } from './kind-pill.tsx';
import { TryConnection } from './try-connection.tsx';

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
      <ConnectionDialog editing={editing} onClose={() => setEditing(null)} />
    </PlaceFrame>
  );
}

function ConnectionCard({ connection, onEdit }: { connection: ConnectionSummary; onEdit: () => void }) {
  const words = useWords();
  const ask = useAsk();
  const nameOf = useConnectionName();
  const { put } = useConnections();
  const { app, put: putApp } = useApp();
  const { name, practice, token } = connection;
  const remove = () =>
    openConfirmModal({
      title: words.connections.removeTitle(name),
      children: <Text>{words.connections.removeText}</Text>,
      labels: { confirm: words.connections.remove, cancel: words.shell.cancel },
      confirmProps: { color: 'red' },
      onConfirm: async () => {
        const left = await ask(bridge.removeConnection({ connection: name }));
        if (left === null) return;
        put(left);
        const practiceName = left.find((one) => one.practice)?.name;
        if (app.connection === name && practiceName !== undefined) {
          putApp({ ...app, connection: practiceName });
        }
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
                  <Button size="compact-xs" variant="default" onClick={onEdit}>
                    {words.push.setToken}
                  </Button>
                )}
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
