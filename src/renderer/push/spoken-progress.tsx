import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../language.tsx';

/** How often progress is read out, in milliseconds: often enough to trust, seldom enough to think. */
const every = 10_000;

/** Tells a screen reader how far a push is, now and then. */
export function SpokenProgress({ done, total }: { done: number; total: number }) {
  const words = useWords();
  const latest = useRef({ done, total });
  latest.current = { done, total };
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setInterval(() => {
      setSpoken(words.push.progress(latest.current.done, latest.current.total));
    }, every);
    return () => clearInterval(timer);
  }, [words]);
  return <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>;
}
