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

/** The one next step. Ctrl+Enter finds it by its mark. */
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
      onClick={onClick}
      {...(practice ? { color: 'var(--practice-button)' } : danger ? { color: 'red' } : {})}
      rightSection={onward ? <IconChevronRight size={16} aria-hidden /> : undefined}
      {...rest}
    >
      {children}
    </Button>
  );
}
