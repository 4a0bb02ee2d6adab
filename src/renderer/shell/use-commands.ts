import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { bridge } from '../bridge.ts';
import { useOpen } from '../drop/use-open.ts';
import { places, useNavigation } from './navigation.tsx';

/** What the keyboard and the application menu can do from anywhere in the window. */
export function useCommands(): void {
  const navigation = useNavigation();
  const { chooseFiles } = useOpen();
  const { view, go, open, openGuide } = navigation;

  const toPlace = (index: number) => () => {
    const place = places[index];
    if (view.at !== 'batch' || place === undefined) return;
    // By way of the button, which knows whether the place is there yet.
    document.querySelector<HTMLButtonElement>(`[data-place="${place}"]:not([disabled])`)?.click();
  };

  useHotkeys(
    [
      ['mod+O', () => void chooseFiles()],
      ['mod+1', toPlace(0)],
      ['mod+2', toPlace(1)],
      ['mod+3', toPlace(2)],
      ['mod+4', toPlace(3)],
      ['mod+5', toPlace(4)],
      [
        'mod+Enter',
        ({ repeat }) => {
          if (!repeat) document.querySelector<HTMLButtonElement>('[data-next-step]')?.click();
        },
      ],
      ['mod+F', () => focusOn('[data-find]')],
      ['mod+shift+F', findBatch],
      ['mod+,', () => open('settings')],
      ['F1', () => open('shortcuts')],
      ['F6', () => nextRegion(1)],
      ['shift+F6', () => nextRegion(-1)],
    ],
    [],
  );

  useEffect(
    () =>
      bridge.listen((event) => {
        if (event.kind !== 'menu') return;
        switch (event.command) {
          case 'new-batch':
            return go({ at: 'start' });
          case 'connections':
            return go({ at: 'connections' });
          case 'settings':
          case 'shortcuts':
            return open(event.command);
          case 'guide':
            return openGuide();
          case 'find':
            return focusOn('[data-find]');
          case 'undo':
          case 'redo':
            // Check listens for these itself.
            return;
        }
      }),
    [go, open, openGuide],
  );
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** The batches may be folded. */
function findBatch(): void {
  document.querySelector<HTMLElement>('[data-fold="history"][aria-expanded="false"]')?.click();
  requestAnimationFrame(() => focusOn('[data-find-batch]'));
}

function nextRegion(step: 1 | -1): void {
  // A dialog keeps the focus until it is closed.
  if (document.querySelector('[role=dialog][aria-modal=true]') !== null) return;
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const region = regions[(at + step + regions.length) % regions.length];
  const inside = region?.querySelector<HTMLElement>(
    'button:not([disabled], [data-fold]), input, a[href], [tabindex="0"]',
  );
  (inside ?? region)?.focus();
}
