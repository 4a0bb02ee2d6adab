import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import { type Status, StatusIcon } from '../shell/status-icon.tsx';
import classes from './batch-grid.module.css';
import { type Leading, statusOf } from './row-status.ts';

export interface StatusCellParams {
  readonly leading: Leading;
  readonly names: Words['window']['statuses'];
  /** Why the controller rejected the row; blank where it did not, or where a column of its own says so. */
  readonly rejected: (row: BatchRow) => string;
}

type Params = ICellRendererParams<BatchRow> & StatusCellParams;

/** A row's state or outcome. */
export class StatusCell implements ICellRendererComp<BatchRow> {
  private readonly root = document.createElement('span');

  init(params: Params): void {
    this.root.className = classes['status'] ?? '';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh({ data, leading, names, rejected }: Params): boolean {
    this.root.replaceChildren();
    if (data === undefined) return true;
    const status = statusOf(data, leading);
    this.root.role = 'img';
    const name = [names[status], rejected(data)].filter(Boolean).join(': ');
    this.root.title = name;
    this.root.ariaLabel = name;
    this.root.append(drawn(status));
    return true;
  }
}

const drawings = new Map<Status, Node>();

/** Each status is drawn by React once and copied from then on: scrolling asks for hundreds. */
function drawn(status: Status): Node {
  const known = drawings.get(status);
  if (known !== undefined) return known.cloneNode(true);
  const place = document.createElement('span');
  flushSync(() => createRoot(place).render(<StatusIcon status={status} />));
  const drawing = place.cloneNode(true);
  drawings.set(status, drawing);
  return drawing.cloneNode(true);
}
