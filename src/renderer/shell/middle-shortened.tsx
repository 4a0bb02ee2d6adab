import { VisuallyHidden } from '@mantine/core';
import classes from './middle-shortened.module.css';

/** So many letters of the end stay, whatever the width. */
const endLength = 12;

/** A name on one line that loses its middle where there is no room: its ends are what people tell names apart by. */
export function MiddleShortened({ text }: { text: string }) {
  const letters = [...text];
  const cut = Math.max(letters.length - endLength, 0);
  return (
    <>
      <VisuallyHidden>{text}</VisuallyHidden>
      <span className={classes.name} aria-hidden>
        <span className={classes.start}>{letters.slice(0, cut).join('')}</span>
        <span className={classes.end}>{letters.slice(cut).join('')}</span>
      </span>
    </>
  );
}
