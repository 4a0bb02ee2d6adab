import { Box, Drawer, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useEffect } from 'react';
import { PeriodDialog } from '../audit/period-dialog.tsx';
import { fetchGridWhenIdle } from '../check/batch-rows.tsx';
import { CheckPlace } from '../check/check-place.tsx';
import { ColumnsPlace } from '../columns/columns-place.tsx';
import { DropAnywhere } from '../drop/drop-anywhere.tsx';
import { FilePlace } from '../drop/file-place.tsx';
import { ReadingPlace } from '../drop/reading-place.tsx';
import { StartPlace } from '../drop/start-place.tsx';
import { useArrivals } from '../drop/use-arrivals.ts';
import { GuidePanel } from '../help/guide-panel.tsx';
import { useBatches } from '../history/batches.tsx';
import { useWords } from '../language.tsx';
import { PermitsPage } from '../permits/permits-page.tsx';
import { PushPlace } from '../push/push-place.tsx';
import { ResultsPlace } from '../results/results-place.tsx';
import { ConnectionsPage } from '../settings/connections-page.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useNavigation, type View } from './navigation.tsx';
import classes from './shell.module.css';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import { Sidebar, SidebarRail } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useCommands } from './use-commands.ts';
import { useKeptFocus } from './use-kept-focus.ts';

export function Shell() {
  const words = useWords();
  const { view } = useNavigation();
  const narrow = useMediaQuery('(max-width: 56em)');
  const [menuOpened, menu] = useDisclosure(false);
  useKeptFocus(view);
  useEffect(fetchGridWhenIdle, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever something else is shown.
  useEffect(() => menu.close(), [view]);

  return (
    <div className={classes.shell}>
      <a href="#work" className={classes.skip}>
        {words.shell.skip}
      </a>
      <DropAnywhere />
      <Listeners />
      {narrow ? (
        <Drawer opened={menuOpened} onClose={menu.close} size="16rem" padding={0} title={words.brand}>
          <Box component="nav" aria-label={words.shell.history} data-region>
            <Sidebar />
          </Box>
        </Drawer>
      ) : (
        <SidePanel
          panel="history"
          label={words.shell.history}
          title={
            <Text fw={700} size="lg">
              {words.brand}
            </Text>
          }
          rail={<SidebarRail />}
        >
          <Sidebar />
        </SidePanel>
      )}
      <TopBar onMenu={narrow ? menu.open : null} />
      <Work view={view} />
      <SettingsDialog />
      <ShortcutsDialog />
      <PeriodDialog />
      <GuidePanel />
    </div>
  );
}

/** Apart, so that what these listen to draws nothing but what has changed. */
function Listeners() {
  useArrivals();
  useCommands();
  return null;
}

function Work({ view }: { view: View }) {
  const batches = useBatches();
  switch (view.at) {
    case 'start':
      return <StartPlace />;
    case 'reading':
      return <ReadingPlace key={view.reading} reading={view.reading} />;
    case 'permits':
      return <PermitsPage />;
    case 'connections':
      return <ConnectionsPage />;
    case 'batch': {
      const summary = batches.get(view.batch);
      if (summary === undefined) return <StartPlace />;
      switch (view.place) {
        case 'file':
          return <FilePlace key={view.batch} summary={summary} />;
        case 'columns':
          return <ColumnsPlace key={view.batch} summary={summary} />;
        case 'check':
          return <CheckPlace key={view.batch} summary={summary} filter={view.filter} />;
        case 'push':
          return <PushPlace key={view.batch} summary={summary} />;
        case 'results':
          return <ResultsPlace key={view.batch} summary={summary} />;
      }
    }
  }
}
