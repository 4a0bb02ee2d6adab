import type { IOverlayComp, IOverlayParams, OverlaySelectorFunc } from 'ag-grid-community';
import type { BatchRow } from '../../bridge/rows.ts';
import type { Words } from '../../words/words.ts';
import classes from './batch-grid.module.css';

interface NoRowsParams {
  readonly said: string;
  /** What the button is called that shows all rows; null where there are none. */
  readonly showAll: string | null;
  readonly onShowAll: () => void;
}

/** What stands in place of rows where there are none to show: why, and the way on. */
export function overlays(
  { check }: Words['window'],
  headersOnly: boolean,
  onShowAll: () => void,
): OverlaySelectorFunc<BatchRow> {
  const params: NoRowsParams = {
    said: headersOnly ? check.headersOnly : check.noRows,
    showAll: headersOnly ? null : check.showAll,
    onShowAll,
  };
  return ({ overlayType }) => (overlayType === 'noRows' ? { component: NoRows, params } : undefined);
}

/** Said by the count of rows beside the filter as well, so that the grid need not announce it. */
class NoRows implements IOverlayComp<BatchRow> {
  private readonly root = document.createElement('div');

  init({ said, showAll, onShowAll }: IOverlayParams<BatchRow> & NoRowsParams): void {
    this.root.className = classes['noRows'] ?? '';
    const text = document.createElement('span');
    text.textContent = said;
    this.root.replaceChildren(text);
    if (showAll === null) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = classes['showAll'] ?? '';
    button.textContent = showAll;
    button.addEventListener('click', () => {
      // The button goes with what it stood for.
      document.querySelector<HTMLElement>('#work')?.focus();
      onShowAll();
    });
    this.root.append(button);
  }

  getGui(): HTMLElement {
    return this.root;
  }
}
