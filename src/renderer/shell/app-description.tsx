import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { AppDescription } from '../../bridge/app.ts';
import { answerOf, bridge } from '../bridge.ts';

interface Described {
  readonly app: AppDescription;
  /** Takes over what the app says of itself after a change. */
  put(app: AppDescription): void;
}

/** Asked while the rest of the window's code is still being read, so that the first drawing need not wait for it. */
const asked = answerOf(bridge.describeApp());

const DescribedContext = createContext<Described | null>(null);

/** What the app says it is; draws nothing until it has said so. */
export function AppDescriptionProvider({ children }: { children: ReactNode }) {
  const [app, put] = useState<AppDescription | null>(null);
  useEffect(() => {
    void asked.then((answer) => put(answer.ok ? answer.value : withoutAnswer));
  }, []);
  const described = useMemo(() => (app === null ? null : { app, put }), [app]);
  return described === null ? null : <DescribedContext value={described}>{children}</DescribedContext>;
}

/** The window still opens when the app cannot describe itself; every call then says what is wrong. */
const withoutAnswer: AppDescription = {
  version: '',
  platform: 'linux',
  system: '',
  chosenLanguage: 'system',
  language: navigator.language.startsWith('fr') ? 'fr' : 'en',
  theme: 'system',
  connection: '',
  retention: null,
  keepsKnown: false,
  updateFeed: { address: null, settled: false },
};

export function useApp(): Described {
  const described = useContext(DescribedContext);
  if (described === null) throw new Error('No AppDescriptionProvider above');
  return described;
}
