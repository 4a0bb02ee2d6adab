import { ActionIcon, Group, Text } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import {
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightCollapse,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { useWords } from '../language.tsx';
import classes from './shell.module.css';

/** Widths in CSS pixels. In a narrow window the batches are folded until a person unfolds them. */
const panels = {
  history: { side: 'left', usual: { wide: 232, narrow: 200 }, least: 160, foldedAt: { narrow: true } },
  details: { side: 'right', usual: { wide: 320, narrow: 240 }, least: 220, foldedAt: { narrow: false } },
} as const;

/** What the work keeps, however wide the panels are drawn: each takes at most this part of the window. */
const mostOfWindow = 0.35;
const step = 16;

const icons = {
  left: { fold: IconLayoutSidebarLeftCollapse, unfold: IconLayoutSidebarLeftExpand },
  right: { fold: IconLayoutSidebarRightCollapse, unfold: IconLayoutSidebarRightExpand },
};

interface SidePanelProps {
  readonly panel: keyof typeof panels;
  /** Of the region, for who hears the window. */
  readonly label: string;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** What remains in reach while it is folded. */
  readonly rail?: ReactNode;
}

/**
 * What stands beside the work: as wide as a person draws it, or folded to a rail. Both are remembered, apart for a narrow
 * window, where there is less room to share.
 */
export function SidePanel({ panel, label, title, children, rail }: SidePanelProps) {
  const words = useWords().shell.panels[panel];
  const narrow = useMediaQuery('(max-width: 70em)', undefined, { getInitialValueInEffect: false });
  const { side, least, usual, foldedAt } = panels[panel];
  const room = narrow ? 'narrow' : 'wide';
  const [kept, keep] = useLocalStorage<{ readonly width: number; readonly folded: boolean }>({
    key: `permit-loader.${panel}.${room}`,
    defaultValue: { width: usual[room], folded: narrow && foldedAt.narrow },
    getInitialValueInEffect: false,
  });
  const toggle = useRef<HTMLButtonElement>(null);
  const most = Math.floor(window.innerWidth * mostOfWindow);
  const within = (width: number) => Math.round(Math.max(least, Math.min(most, width)));
  const width = within(kept.width);
  const resize = (wanted: number) => keep({ ...kept, width: within(wanted) });
  const Icon = icons[side][kept.folded ? 'unfold' : 'fold'];
  const Region = side === 'left' ? 'nav' : 'aside';

  const onKey = (event: KeyboardEvent) => {
    const growing = side === 'left' ? 'ArrowRight' : 'ArrowLeft';
    const shrinking = side === 'left' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === growing) resize(width + step);
    else if (event.key === shrinking) resize(width - step);
    else if (event.key === 'Home') resize(least);
    else if (event.key === 'End') resize(most);
    else if (event.key === 'Enter') {
      keep({ ...kept, folded: true });
      toggle.current?.focus();
    } else return;
    event.preventDefault();
  };
  const onDrag = ({ clientX, currentTarget, pointerId }: PointerEvent) => {
    if (currentTarget.hasPointerCapture(pointerId)) {
      resize(side === 'left' ? clientX : window.innerWidth - clientX);
    }
  };

  return (
    <div className={classes.panel} data-side={side} data-folded={kept.folded || undefined}>
      <Region
        id={panel}
        className={classes.panelBody}
        style={kept.folded ? undefined : { width }}
        aria-label={label}
        data-region
        tabIndex={-1}
      >
        <Group className={classes.panelHead ?? ''} gap="xs" wrap="nowrap">
          {!kept.folded && (
            <Text component="div" flex={1} truncate>
              {title}
            </Text>
          )}
          <ActionIcon
            ref={toggle}
            variant="subtle"
            color="gray"
            aria-label={kept.folded ? words.unfold : words.fold}
            title={kept.folded ? words.unfold : words.fold}
            aria-expanded={!kept.folded}
            data-fold={panel}
            onClick={() => keep({ ...kept, folded: !kept.folded })}
          >
            <Icon size={18} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Group>
        {kept.folded ? rail : children}
      </Region>
      {!kept.folded && (
        // biome-ignore lint/a11y/useSemanticElements: a line cannot be moved; this is the separator that can.
        <div
          role="separator"
          className={classes.edge}
          aria-label={words.width}
          aria-orientation="vertical"
          aria-controls={panel}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={width}
          tabIndex={0}
          onKeyDown={onKey}
          onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
          onPointerMove={onDrag}
          onDoubleClick={() => resize(usual[room])}
        />
      )}
    </div>
  );
}
