import type { BrowserWindow } from 'electron';
import type { Words } from '../words/words.ts';
import type { Activity } from './activity.ts';
import { confirm } from './dialogs.ts';
import type { Engine } from './engine-process.ts';

/** How long rows in the air get to finish, in milliseconds; after that they stay unknown, which the journal says. */
const timeoutMs = 65_000;

/** Asks before the window closes on a push; a yes cancels the pushes and closes once their rows in the air are done. */
export function askBeforeClosing(
  window: BrowserWindow,
  activity: Activity,
  engine: Engine,
  words: () => Words['app'],
): void {
  let asking = false;
  window.on('close', (event) => {
    if (activity.pushes.size === 0) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask(window, words()).then(async (stop) => {
      if (stop) {
        for (const batch of activity.pushes.keys()) void engine.call('cancelPush', { batch });
        await Promise.race([
          activity.pushesEnded(),
          new Promise((resolve) => setTimeout(resolve, timeoutMs)),
        ]);
        if (!window.isDestroyed()) window.destroy();
      }
      asking = false;
    });
  });
}

function ask(window: BrowserWindow, { dialogs: { closing } }: Words['app']): Promise<boolean> {
  const { message, detail, stop, stay } = closing;
  return confirm(window, { message, detail, yes: stop, no: stay });
}
