import { useEffect, useState } from 'react';
import classes from './batch-grid.module.css';
import type { BatchGridProps } from './batch-grid.tsx';

type GridModule = typeof import('./batch-grid.tsx');

let grid: GridModule | null = null;

async function load(): Promise<GridModule> {
  grid ??= await import('./batch-grid.tsx');
  return grid;
}

/**
 * A batch's rows. The grid is most of the window's code, so it is read after the window can be used. Not by React's
 * `lazy`, which waits even for code that is there, and by a throw for which the engine parses the whole script again.
 */
export function BatchRows(props: BatchGridProps) {
  const [read, take] = useState(grid);
  useEffect(() => {
    if (read === null) void load().then(take);
  }, [read]);
  return read === null ? <div className={classes.grid} /> : <read.BatchGrid {...props} />;
}

/** Reads and warms the grid's code while nothing else is to be done, so that the first batch need not wait for it. */
export function fetchGridWhenIdle(): void {
  requestIdleCallback(async () => {
    const { keepGrid } = await load();
    requestIdleCallback(keepGrid);
  });
}
