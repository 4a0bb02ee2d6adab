import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/contract.ts';
import classes from './batch-grid.module.css';

export interface CellViewParams {
  /** What a screen reader adds to the value: its issue, or that it was edited. */
  readonly remark: (row: BatchRow) => string;
  readonly shown: (value: string) => string;
}

/** One cell's text, drawn without React: a page of rows has hundreds of them. */
export class CellView implements ICellRendererComp<BatchRow> {
  private readonly root = document.createElement('span');
  private readonly text = document.createElement('span');
  private readonly spoken = document.createElement('span');

  init(params: ICellRendererParams<BatchRow, string> & CellViewParams): void {
    this.root.className = classes['cellView'] ?? '';
    this.text.className = classes['cellText'] ?? '';
    this.spoken.className = classes['spoken'] ?? '';
    this.root.append(this.text, this.spoken);
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh(params: ICellRendererParams<BatchRow, string> & CellViewParams): boolean {
    this.text.textContent = params.data === undefined ? '' : params.shown(params.value ?? '');
    const remark = params.data === undefined ? '' : params.remark(params.data);
    this.spoken.textContent = remark === '' ? '' : ` (${remark})`;
    return true;
  }
}
