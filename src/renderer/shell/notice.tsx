import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './notice.module.css';
import { StatusIcon } from './status-icon.tsx';

interface NoticeProps {
  readonly kind: 'good' | 'warning' | 'error' | 'practice';
  readonly title?: ReactNode;
  /** Instead of the kind's own shape. */
  readonly icon?: ReactNode;
  /** `alert` interrupts a screen reader; `status` waits its turn. */
  readonly role?: 'alert' | 'status' | 'note';
  readonly children?: ReactNode;
}

const iconOf = { good: 'accepted', warning: 'warned', error: 'invalid', practice: 'valid' } as const;

/** Something a person should read before going on; on the same grounds as the rows it speaks of. */
export function Notice({ kind, title, icon, role = 'note', children }: NoticeProps) {
  return (
    <Alert
      role={role}
      data-kind={kind}
      classNames={classes}
      title={title}
      icon={icon ?? <StatusIcon status={iconOf[kind]} size={20} />}
    >
      {children}
    </Alert>
  );
}
