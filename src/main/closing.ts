import { type BrowserWindow, dialog } from 'electron';
import type { Words } from '../words/words.ts';
import type { Activity } from './activity.ts';
import type { Engine } from './engine-process.ts';

/** How long rows in the air get to finish, in milliseconds; after that they stay unknown, which the journal says. */
const patience = 65_000;

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
        await Promise.race([activity.pushesEnded(), new Promise((resolve) => setTimeout(resolve, patience))]);
        if (!window.isDestroyed()) window.destroy();
      }
      asking = false;
    });
  });
}

async function ask(window: BrowserWindow, { dialogs: { closing } }: Words['app']): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: closing.message,
    detail: closing.detail,
    buttons: [closing.stay, closing.stop],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
