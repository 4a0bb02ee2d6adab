import type { window as english } from '../en/window.ts';
import { number, rows } from './counted.ts';
import { bulk } from './window/bulk.ts';
import { change } from './window/change.ts';
import { check } from './window/check.ts';
import { column } from './window/column.ts';
import { columns } from './window/columns.ts';
import { connections } from './window/connections.ts';
import { duplicates } from './window/duplicates.ts';
import { failures } from './window/failures.ts';
import { file } from './window/file.ts';
import { places, shell, statuses } from './window/frame.ts';
import { history } from './window/history.ts';
import { reading, start } from './window/opening.ts';
import { permits } from './window/permits.ts';
import { push } from './window/push.ts';
import { putBack } from './window/put-back.ts';
import { references } from './window/references.ts';
import { results } from './window/results.ts';
import { settings, shortcuts } from './window/settings.ts';
import { steps } from './window/steps.ts';

export const window: typeof english = {
  brand: 'Permit Loader',
  rows,
  number,
  places,
  shell,
  statuses,
  history,
  start,
  reading,
  file,
  column,
  columns,
  change,
  check,
  bulk,
  duplicates,
  push,
  references,
  results,
  putBack,
  permits,
  connections,
  settings,
  shortcuts,
  steps,
  failures,
};
