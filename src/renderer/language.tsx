import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { type Language, type Words, wordsIn } from '../words/words.ts';
import { type Formats, formatsIn } from './formats.ts';

interface Spoken {
  readonly language: Language;
  readonly all: Words;
  readonly formats: Formats;
}

const SpokenContext = createContext<Spoken | null>(null);

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(
    () => ({ language, all: wordsIn(language), formats: formatsIn(language) }),
    [language],
  );
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error('No LanguageProvider above');
  return spoken;
}

/** The window's own words, in the chosen language. */
export function useWords(): Words['window'] {
  return useSpoken().all.window;
}

/** The words of every topic: issues, reading, push and the window's. */
export function useAllWords(): Words {
  return useSpoken().all;
}

/** Dates, durations and sizes as the chosen language writes them. */
export function useFormats(): Formats {
  return useSpoken().formats;
}
