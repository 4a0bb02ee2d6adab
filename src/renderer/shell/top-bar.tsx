import { ActionIcon, Box, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { OpenAlready } from '../drop/open-already.tsx';
import { useReadings } from '../drop/readings.tsx';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { ConnectionPicker } from '../settings/connection-picker.tsx';
import { useConnections } from '../settings/connections.tsx';
import { KindPill } from '../settings/kind-pill.tsx';
import { useApp } from './app-description.tsx';
import { BannerStrip } from './banner.tsx';
import { useNavigation } from './navigation.tsx';
import { Places } from './places.tsx';
import classes from './shell.module.css';

export function TopBar({ onMenu }: { onMenu: (() => void) | null }) {
  const words = useWords();
  const { view } = useNavigation();
  const { app } = useApp();
  const batches = useBatches();
  const readings = useReadings();
  const connections = useConnections();
  const summary = view.at === 'batch' ? batches.get(view.batch) : undefined;
  const name = summary === undefined ? app.connection : summary.connection;
  // A connection that was removed was a live one.
  const kind =
    view.at === 'connections' || name === null || connections.list === null
      ? null
      : connections.get(name)?.practice === true
        ? 'practice'
        : 'live';
  const title =
    summary?.file ??
    (view.at === 'connections'
      ? words.connections.title
      : view.at === 'permits'
        ? words.permits.title
        : view.at === 'reading'
          ? (readings.list.find((one) => one.reading === view.reading)?.file ?? words.shell.newBatch)
          : words.shell.newBatch);

  useDocumentTitle(title === words.shell.newBatch ? words.brand : `${title} – ${words.brand}`);

  return (
    <section className={classes.top} aria-label={words.shell.top} data-kind={kind ?? undefined}>
      <Group gap="sm" wrap="nowrap" mih={36}>
        {onMenu !== null && (
          <ActionIcon variant="default" size="lg" onClick={onMenu} aria-label={words.shell.menu}>
            <IconMenu2 size={18} aria-hidden />
          </ActionIcon>
        )}
        <Title order={1} size="h2" lineClamp={1} title={title} style={{ wordBreak: 'break-all' }}>
          {title}
        </Title>
        <Box flex={1} />
        {kind !== null && <KindPill practice={kind === 'practice'} />}
        {view.at !== 'connections' && <ConnectionPicker summary={summary} />}
      </Group>
      {summary !== undefined && view.at === 'batch' && (
        <div className={classes.places}>
          <Places summary={summary} place={view.place} />
          <BannerStrip />
          <OpenAlready summary={summary} />
        </div>
      )}
    </section>
  );
}
