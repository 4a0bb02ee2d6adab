import { Button, type ButtonProps } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface NextButtonProps extends Pick<ButtonProps, 'disabled' | 'loading' | 'leftSection' | 'variant'> {
  readonly onClick: () => void;
  /** Going on to another place, rather than doing something. */
  readonly onward?: boolean;
  readonly practice?: boolean;
  /** What it does cannot be taken back by any means. */
  readonly danger?: boolean;
  readonly children: ReactNode;
}

/**
 * The one next step. Ctrl+Enter finds it by its mark. It is in the same corner of every place, so the second click of a
 * double click, or a key that is held down, would take the step after the one that was meant: it takes none.
 */
export function NextButton({
  onClick,
  onward = false,
  practice = false,
  danger = false,
  children,
  ...rest
}: NextButtonProps) {
  return (
    <Button
      data-next-step
      onClick={({ detail }) => {
        if (detail < 2) onClick();
      }}
      onKeyDown={(event) => {
        if (event.repeat) event.preventDefault();
      }}
      {...(practice ? { color: 'var(--practice-button)' } : danger ? { color: 'red' } : {})}
      rightSection={onward ? <IconChevronRight size={16} aria-hidden /> : undefined}
      {...rest}
    >
      {children}
    </Button>
  );
}
