import type { IInnerHeaderComponent } from 'ag-grid-community';
import classes from './batch-grid.module.css';

export interface ColumnHeaderParams {
  readonly displayName: string;
  /** The field the column is mapped to, where its own name does not say it. */
  readonly field?: string | null;
  /** For a column too narrow for its name: the tooltip and the screen reader have it. */
  readonly unseen?: boolean;
  /** What it is called that only some rows are shown for what they hold in the column; absent where all are. */
  readonly filtered?: string | undefined;
  /** The column's menu; absent where it has none. */
  readonly menu?: HeaderMenu | undefined;
}

interface HeaderMenu {
  readonly label: string;
  readonly open: (at: DOMRect) => void;
}

/** A column's name, and under it the field that it is; beside them what opens its menu. */
export class ColumnHeader implements IInnerHeaderComponent {
  private readonly root = document.createElement('span');

  init(params: ColumnHeaderParams): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh({ displayName, field = null, unseen = false, filtered, menu }: ColumnHeaderParams): boolean {
    this.root.className = classes[unseen ? 'spoken' : 'headerLine'] ?? '';
    const name = element('span', 'header');
    name.append(line('headerName', displayName));
    if (field !== null && field !== displayName) name.append(line('headerField', field));
    this.root.replaceChildren(name);
    if (filtered !== undefined) this.root.append(filterMark(filtered));
    if (menu !== undefined) this.root.append(this.menuButton(menu));
    return true;
  }

  /** Not by Tab: the header itself opens the menu by its keys. */
  private menuButton({ label, open }: HeaderMenu): HTMLElement {
    const button = element('button', 'headerMenu');
    button.setAttribute('type', 'button');
    button.setAttribute('tabindex', '-1');
    button.setAttribute('aria-label', label);
    button.title = label;
    button.textContent = '⋮';
    const at = () => (this.root.closest('.ag-header-cell') ?? this.root).getBoundingClientRect();
    // The header under it would sort, or be dragged.
    for (const type of ['mousedown', 'pointerdown', 'touchstart']) {
      button.addEventListener(type, (event) => event.stopPropagation());
    }
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      open(at());
    });
    this.root.oncontextmenu = (event) => {
      event.preventDefault();
      open(at());
    };
    return button;
  }
}

function filterMark(label: string): HTMLElement {
  const mark = element('span', 'headerFiltered');
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', label);
  mark.title = label;
  mark.append(funnel());
  return mark;
}

/** Drawn here: the grid's cells and headers are without React. */
function funnel(): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('width', '12');
  svg.setAttribute('height', '12');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', 'M1 1h10L7.25 6v5l-2.5-1.5V6z');
  path.setAttribute('fill', 'currentColor');
  svg.append(path);
  return svg;
}

function line(name: string, text: string): HTMLElement {
  const span = element('span', name);
  span.textContent = text;
  return span;
}

function element(tag: 'span' | 'button', name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = classes[name] ?? '';
  return made;
}
