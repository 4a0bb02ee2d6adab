import { type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Tally } from '../bridge/batch.ts';
import type { PushEnded } from '../bridge/push.ts';
import type { Words } from '../words/words.ts';
import type { Activity } from './activity.ts';

/**
 * Shows pushes outside the page: progress on the taskbar, the computer kept awake while one runs, and a notification
 * at the end when the window is not in front.
 */
export function pushDisplay(window: () => BrowserWindow | null, words: () => Words['app']) {
  let blocker: number | null = null;

  return (activity: Activity, ended: PushEnded | null): void => {
    const { pushes } = activity;
    if (pushes.size > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
    const shown = window();
    if (shown === null) return;
    const { fraction, halted } = progressOf(activity);
    shown.setProgressBar(fraction, { mode: halted ? 'paused' : 'normal' });
    if (ended !== null && !shown.isFocused()) notify(ended, shown, words().notifications);
  };
}

/** -1: no progress bar. */
function progressOf({ pushes }: Activity): { fraction: number; halted: boolean } {
  if (pushes.size === 0) return { fraction: -1, halted: false };
  let done = 0;
  let all = 0;
  let halted = true;
  for (const push of pushes.values()) {
    if (push === null) continue;
    const { accepted, rejected, unknown, unsent } = push.tally;
    done += accepted + rejected;
    all += accepted + rejected + unknown + unsent;
    if (push.phase !== 'paused' && push.phase !== 'asking') halted = false;
  }
  return { fraction: all === 0 ? 0 : done / all, halted };
}

function notify(ended: PushEnded, window: BrowserWindow, words: Words['app']['notifications']): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({
    title: ended.end === 'finished' ? words.finished : words.ended,
    body: words.tally(ended.summary.file, ended.summary.tally.accepted, notAccepted(ended.summary.tally)),
  });
  notification.on('click', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  notification.show();
}

function notAccepted(tally: Tally): number {
  return tally.rejected + tally.unknown + tally.unsent;
}
