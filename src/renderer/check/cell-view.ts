import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';
import classes from './batch-grid.module.css';

export interface CellViewParams {
  /** What a screen reader adds to the value: its issue, or that it was edited. */
  readonly remark: (row: BatchRow) => string;
  /** What stands beside the value, which the remark says as well: what it would change. */
  readonly beside: (row: BatchRow) => string;
}

type Params = ICellRendererParams<BatchRow, string> & CellViewParams;

/** A cell of which there is more to say than its text. The others the grid draws itself: a span less in each of hundreds. */
export class CellView implements ICellRendererComp<BatchRow> {
  private readonly root = document.createElement('span');
  private readonly text = document.createElement('span');
  private readonly beside = document.createElement('span');
  private readonly spoken = document.createElement('span');

  init(params: Params): void {
    this.root.className = classes['cellView'] ?? '';
    this.text.className = classes['cellText'] ?? '';
    this.spoken.className = classes['spoken'] ?? '';
    this.beside.className = classes['cellBeside'] ?? '';
    this.beside.setAttribute('aria-hidden', 'true');
    this.root.append(this.text, this.beside, this.spoken);
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh({ data, value, valueFormatted, remark, beside }: Params): boolean {
    this.text.textContent = valueFormatted ?? value ?? '';
    this.beside.textContent = data === undefined ? '' : beside(data);
    this.spoken.textContent = data === undefined ? '' : ` (${remark(data)})`;
    return true;
  }
}
