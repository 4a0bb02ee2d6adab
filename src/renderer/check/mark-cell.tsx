import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import { type Mark, MarkIcon } from '../shell/mark.tsx';
import classes from './batch-grid.module.css';
import { type Leading, markOf } from './row-mark.ts';

export interface MarkCellParams {
  readonly leading: Leading;
  readonly names: Words['window']['marks'];
}

type Params = ICellRendererParams<BatchRow> & MarkCellParams;

/** A row's state or outcome. */
export class MarkCell implements ICellRendererComp<BatchRow> {
  private readonly root = document.createElement('span');

  init(params: Params): void {
    this.root.className = classes['mark'] ?? '';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.root;
  }

  refresh({ data, leading, names }: Params): boolean {
    this.root.replaceChildren();
    if (data === undefined) return true;
    const mark = markOf(data, leading);
    this.root.role = 'img';
    this.root.title = names[mark];
    this.root.ariaLabel = names[mark];
    this.root.append(drawn(mark));
    return true;
  }
}

const drawings = new Map<Mark, Node>();

/** Each mark is drawn by React once and copied from then on: scrolling asks for hundreds. */
function drawn(mark: Mark): Node {
  const known = drawings.get(mark);
  if (known !== undefined) return known.cloneNode(true);
  const place = document.createElement('span');
  flushSync(() => createRoot(place).render(<MarkIcon mark={mark} />));
  const drawing = place.cloneNode(true);
  drawings.set(mark, drawing);
  return drawing.cloneNode(true);
}
