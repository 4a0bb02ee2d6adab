import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useState,
} from 'react';
import type { Failure } from '../../permit/result.ts';
import { useWords } from '../language.tsx';
import { useNavigation, type View } from './navigation.tsx';

/** What can be done about what was just said. */
interface MessageAction {
  readonly label: string;
  readonly onClick: () => void;
}

/** Something that went well. */
export interface News {
  readonly text: string;
  readonly action: MessageAction | null;
}

/** Where something is said: a screen, and how many dialogs stood over it. */
interface Said<What> {
  readonly what: What;
  readonly screen: string;
  readonly depth: number;
}

interface Messages {
  readonly news: Said<News> | null;
  readonly failures: readonly Said<Failure>[];
  /** What stands over the footer, the last on top. */
  readonly dialogs: readonly string[];
}

interface MessageCalls {
  say(text: string, action?: MessageAction | null): void;
  /** Stays until it is dismissed or its screen is left. */
  fail(failure: Failure): void;
  dismiss(failure: Failure): void;
  /** What went well before the step that was just taken is no news any more. */
  forget(): void;
  /** Answers what is to be called when the dialog goes. */
  dialogOpens(id: string): () => void;
}

const MessagesContext = createContext<Messages | null>(null);
const CallsContext = createContext<MessageCalls | null>(null);

const none: Messages = { news: null, failures: [], dialogs: [] };

/** What was said and belongs to the screen that is shown: it goes when that is left. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const { view, pendingView } = useNavigation();
  const [messages, set] = useState(none);
  const screen = screenOf(view);
  useEffect(() => {
    // What was said for the screen that comes next waits for it.
    const stays = (said: Said<unknown>) => said.screen === screen || said.screen === screenOf(pendingView());
    set((before) => ({
      ...before,
      news: before.news !== null && stays(before.news) ? before.news : null,
      failures: before.failures.filter(stays),
    }));
  }, [screen, pendingView]);
  const words = useWords();
  // What went well was said in the language that was chosen then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is what makes it void.
  useEffect(() => set((before) => (before.news === null ? before : { ...before, news: null })), [words]);
  const calls = useMemo<MessageCalls>(() => {
    const said = <What,>(what: What, { dialogs }: Messages): Said<What> => ({
      what,
      screen: screenOf(pendingView()),
      depth: dialogs.length,
    });
    const others = ({ failures }: Messages, { code }: Failure) =>
      failures.filter(({ what }) => what.code !== code);
    return {
      say: (text, action = null) => set((before) => ({ ...before, news: said({ text, action }, before) })),
      fail: (failure) =>
        set((before) => ({ ...before, failures: [...others(before, failure), said(failure, before)] })),
      dismiss: (failure) => set((before) => ({ ...before, failures: others(before, failure) })),
      forget: () => set((before) => (before.news === null ? before : { ...before, news: null })),
      dialogOpens(id) {
        set((before) => ({ ...before, dialogs: [...before.dialogs, id] }));
        return () =>
          set((before) => ({ ...before, dialogs: before.dialogs.filter((other) => other !== id) }));
      },
    };
  }, [pendingView]);
  return (
    <CallsContext value={calls}>
      <MessagesContext value={messages}>{children}</MessagesContext>
    </CallsContext>
  );
}

export function useMessageCalls(): MessageCalls {
  const calls = useContext(CallsContext);
  if (calls === null) throw new Error('No MessagesProvider above');
  return calls;
}

/** Says that something went well, with what can be done about it; nothing once the screen was left where it was begun. */
export function useTell(): MessageCalls['say'] {
  const { say } = useMessageCalls();
  const { view, pendingView } = useNavigation();
  const screen = screenOf(view);
  return useCallback(
    (text, action) => {
      if (screenOf(pendingView()) === screen) say(text, action);
    },
    [say, pendingView, screen],
  );
}

/** What the footer has to say, or the dialog that asks. */
export function useMessagesHere(inDialog: boolean): {
  readonly news: News | null;
  readonly failures: readonly Failure[];
} {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error('No MessagesProvider above');
  const { dialogOpens } = useMessageCalls();
  const screen = screenOf(useNavigation().view);
  const id = useId();
  useEffect(() => (inDialog ? dialogOpens(id) : undefined), [inDialog, dialogOpens, id]);
  const { news, failures, dialogs } = messages;
  const height = inDialog ? dialogs.indexOf(id) + 1 : 0;
  // Where the dialog is gone in which it was said, what was under that says it.
  const isHere = (said: Said<unknown>) =>
    said.screen === screen &&
    Math.min(said.depth, dialogs.length) === height &&
    inDialog === dialogs.includes(id);
  return {
    news: news !== null && isHere(news) ? news.what : null,
    failures: failures.filter(isHere).map(({ what }) => what),
  };
}

function screenOf(view: View): string {
  switch (view.at) {
    case 'batch':
      return `${view.at} ${view.batch} ${view.place}`;
    case 'reading':
      return `${view.at} ${view.reading}`;
    default:
      return view.at;
  }
}
