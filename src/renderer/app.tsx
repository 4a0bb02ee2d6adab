import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { ModalsProvider } from '@mantine/modals';
import { type ReactNode, useMemo } from 'react';
import { wordsIn } from '../words/words.ts';
import { ReadingsProvider } from './drop/readings.tsx';
import { BatchesProvider } from './history/batches.tsx';
import { LanguageProvider, useWords } from './language.tsx';
import { PushesProvider } from './push/pushes.tsx';
import { ConnectionsProvider } from './settings/connections.tsx';
import { AppDescriptionProvider, useApp } from './shell/app-description.tsx';
import { MessagesProvider } from './shell/messages.tsx';
import { NavigationProvider } from './shell/navigation.tsx';
import { Shell } from './shell/shell.tsx';
import { styleNonce } from './style-nonce.ts';
import { cssVariables, themeWith } from './theme.ts';

export function App() {
  return (
    <AppDescriptionProvider>
      <ThemedWindow>
        <NavigationProvider>
          <MessagesProvider>
            <ConnectionsProvider>
              <BatchesProvider>
                <ReadingsProvider>
                  <PushesProvider>
                    <Shell />
                  </PushesProvider>
                </ReadingsProvider>
              </BatchesProvider>
            </ConnectionsProvider>
          </MessagesProvider>
        </NavigationProvider>
      </ThemedWindow>
    </AppDescriptionProvider>
  );
}

function ThemedWindow({ children }: { children: ReactNode }) {
  const { app } = useApp();
  const { close } = wordsIn(app.language).window.shell;
  const worded = useMemo(() => themeWith({ close }), [close]);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  return (
    <MantineProvider
      theme={worded}
      cssVariablesResolver={cssVariables}
      forceColorScheme={app.theme === 'system' ? system : app.theme}
      getStyleNonce={() => styleNonce}
    >
      <LanguageProvider language={app.language}>
        <Modals>{children}</Modals>
      </LanguageProvider>
    </MantineProvider>
  );
}

function Modals({ children }: { children: ReactNode }) {
  const words = useWords();
  return (
    <ModalsProvider labels={{ confirm: words.shell.close, cancel: words.shell.cancel }}>
      {children}
    </ModalsProvider>
  );
}
