import { useEffect } from 'react';
import type { View } from './navigation.tsx';

/**
 * Keeps the keyboard where the work is: when the button that led on is gone with its place, the focus would fall to
 * the page's beginning, and the next Tab with it.
 */
export function useKeptFocus(view: View): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is shown next may have taken the focus away.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body) {
        document.getElementById('work')?.focus({ preventScroll: true });
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [view]);
}
