import { lazy, Suspense } from 'react';
import classes from './batch-grid.module.css';
import type { BatchGridProps } from './batch-grid.tsx';

const load = () => import('./batch-grid.tsx');
const Grid = lazy(async () => ({ default: (await load()).BatchGrid }));

/** A batch's rows. The grid is most of the window's code, so it is read after the window can be used. */
export function BatchRows(props: BatchGridProps) {
  return (
    <Suspense fallback={<div className={classes.grid} />}>
      <Grid {...props} />
    </Suspense>
  );
}

/** Reads the grid's code while nothing else is to be done, so that the first batch need not wait for it. */
export function fetchGridWhenIdle(): void {
  requestIdleCallback(() => void load());
}
