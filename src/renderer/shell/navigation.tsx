import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Outcome } from '../../bridge/batch.ts';
import type { FieldName } from '../../permit/field.ts';
import type { CheckState, IssueCode } from '../../permit/issue.ts';

export const places = ['file', 'columns', 'check', 'push', 'results'] as const;

export type Place = (typeof places)[number];

/** Which rows the grid shows. */
export interface RowFilter {
  readonly state: CheckState | 'left-out' | null;
  readonly code: IssueCode | null;
  /** Of the rows with the issue only those that no repair fits. */
  readonly noRepair: boolean;
  readonly outcome: Outcome | null;
  readonly text: string;
  /** The one column that the text is looked for in, counted from 1; null: in all. */
  readonly textColumn: number | null;
  /** Found in a cell or in the controller's answer, or the row's number or the answer's code. */
  readonly resultText: string;
  /** Of each of these columns one of the values, to the letter. */
  readonly values: readonly { readonly column: number; readonly values: readonly string[] }[];
  /** Only what a push would send now. */
  readonly toSend: boolean;
  /** Only rows with a value, or this issue, that a person keeps as it is. */
  readonly confirmed: IssueCode | 'any' | null;
  /** Only rows that were rejected with this answer. */
  readonly answer: { readonly errorCode: number | null; readonly message: string | null } | null;
  /** Only rows that a push would send now and that would change something of what was last known here, nothing, or nobody knows. */
  readonly change: 'changed' | 'unchanged' | 'unknown' | null;
  /** Only those of them that would change this field. */
  readonly changedField: Exclude<FieldName, 'referenceId'> | null;
}

export const everyChange: Pick<RowFilter, 'change' | 'changedField'> = { change: null, changedField: null };

export const everyRow: RowFilter = {
  state: null,
  code: null,
  noRepair: false,
  outcome: null,
  text: '',
  textColumn: null,
  resultText: '',
  values: [],
  toSend: false,
  confirmed: null,
  answer: null,
  ...everyChange,
};

/** What fills the window. */
export type View =
  | { readonly at: 'start' }
  | { readonly at: 'reading'; readonly reading: string }
  | { readonly at: 'batch'; readonly batch: string; readonly place: Place; readonly filter: RowFilter }
  | { readonly at: 'permits' }
  | { readonly at: 'connections' };

export type Dialog = 'settings' | 'shortcuts' | 'period' | null;

interface Navigation {
  readonly view: View;
  readonly dialog: Dialog;
  /** The guide stands beside the work, whatever dialog is open. */
  readonly guide: boolean;
  /** Where the person goes: the view, or what will take its place as soon as it is drawn. */
  pendingView(): View;
  go(view: View): void;
  goTo(batch: string, place: Place, filter?: Partial<RowFilter>): void;
  open(dialog: Dialog): void;
  openGuide(): void;
  closeGuide(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [view, show] = useState<View>({ at: 'start' });
  const [dialog, open] = useState<Dialog>(null);
  const [guide, showGuide] = useState(false);
  // A place is too much to draw in one: until it is there, the window goes on with what it shows.
  const pending = useRef(view);
  const pendingView = useCallback(() => pending.current, []);
  const go = useCallback((next: View) => {
    pending.current = next;
    startTransition(() => show(next));
  }, []);
  const navigation = useMemo<Navigation>(
    () => ({
      view,
      dialog,
      pendingView,
      go,
      goTo: (batch, place, filter = {}) =>
        go({ at: 'batch', batch, place, filter: { ...everyRow, ...filter } }),
      open,
      guide,
      openGuide: () => showGuide(true),
      closeGuide: () => showGuide(false),
    }),
    [view, dialog, guide, pendingView, go],
  );
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error('No NavigationProvider above');
  return navigation;
}
