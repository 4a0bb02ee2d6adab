import type { Words } from '../../words/words.ts';

/** What the grid itself says or has read out, of the parts of it that are used, by the grid's own keys. */
export function gridTexts({ check }: Words['window']): Record<string, string> {
  return {
    loadingOoo: check.loading,
    loadingError: check.notLoaded,
    ariaInputEditor: check.cellEditor,
    ariaSortableColumn: check.sortable,
  };
}
