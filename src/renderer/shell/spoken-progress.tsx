import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

/** How often progress is read out, in milliseconds: often enough to trust, seldom enough to think. */
const every = 5_000;

/** Tells a screen reader how far long work is, now and then. */
export function SpokenProgress({ progress }: { progress: string }) {
  const latest = useRef(progress);
  latest.current = progress;
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), every);
    return () => clearInterval(timer);
  }, []);
  return <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>;
}
