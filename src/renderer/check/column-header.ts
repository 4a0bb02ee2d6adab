import type { IInnerHeaderComponent } from 'ag-grid-community';
import classes from './batch-grid.module.css';

interface ColumnHeaderParams {
  readonly displayName: string;
  /** The field the column is mapped to, where its own name does not say it. */
  readonly field?: string | null;
  /** For a column too narrow for its name: the tooltip and the screen reader have it. */
  readonly unseen?: boolean;
}

/** A column's name, and under it the field that it is. */
export class ColumnHeader implements IInnerHeaderComponent {
  private readonly root = document.createElement('span');

  init(params: ColumnHeaderParams): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh({ displayName, field = null, unseen = false }: ColumnHeaderParams): boolean {
    this.root.className = classes[unseen ? 'spoken' : 'header'] ?? '';
    this.root.replaceChildren(line('headerName', displayName));
    if (field !== null && field !== displayName) this.root.append(line('headerField', field));
    return true;
  }
}

function line(name: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = classes[name] ?? '';
  span.textContent = text;
  return span;
}
