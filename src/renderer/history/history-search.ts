import type { Formats } from '../formats.ts';

/** All the ways a person may write the day a batch was opened, or taken away, on. */
export function datesOf(iso: string, formats: Formats, now: number): string {
  return [formats.isoDay(iso), formats.day(iso, now), formats.instant(iso)].join('\n');
}

/** Whether one of these texts, where there are any, holds what is looked for, whatever its case. */
export function isFound(text: string, texts: readonly (string | null)[]): boolean {
  const wanted = text.trim().toLocaleLowerCase();
  return texts.some((one) => one?.toLocaleLowerCase().includes(wanted));
}
