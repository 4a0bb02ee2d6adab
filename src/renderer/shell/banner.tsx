import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import classes from './banner.module.css';
import { StatusIcon } from './status-icon.tsx';

/** Where the banners of the place that is shown stand. */
export function BannerStrip() {
  return <div className={classes.strip} data-banners role="status" />;
}

interface BannerProps {
  readonly title: string;
  /** What more there is to say, and to do about it. */
  readonly children?: ReactNode;
}

/** Something to know of a batch while it is worked on. It stands in the strip beside the steps, so that nothing moves. */
export function Banner({ title, children }: BannerProps) {
  const [strip, setStrip] = useState<Element | null>(null);
  useEffect(() => setStrip(document.querySelector('[data-banners]')), []);
  if (strip === null) return null;
  return createPortal(
    <Popover position="bottom-end" width={360} trapFocus withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.banner} title={title}>
          <StatusIcon status="warned" />
          <span className={classes.title}>{title}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" align="flex-start">
          <Text fw={600}>{title}</Text>
          {children}
        </Stack>
      </Popover.Dropdown>
    </Popover>,
    strip,
  );
}
