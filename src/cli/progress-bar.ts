const width = 24;
const redrawEveryMs = 100;

/** One line on a terminal that says how far long work is; it never scrolls, and goes away at the end. */
export interface ProgressBar {
  /** `done` of `total` (null: not known yet); `text` tells the rest, in words. Drawn at most ten times a second. */
  draw(done: number, total: number | null, text: string): void;
  /** Takes the line away, so that what is printed next starts on a clean one. */
  clear(): void;
}

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A bar on `screen`; draws nothing where that is no terminal (a file, a pipe, a scheduler's log). */
export function openProgressBar(screen: Screen, now: () => number = () => performance.now()): ProgressBar {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    draw(done, total, text) {
      if (!screen.isTTY || now() - drawnAt < redrawEveryMs) return;
      drawnAt = now();
      visible = true;
      const line = total === null ? text : `${bar(done, total)} ${text}`;
      screen.write(`\r\u001B[2K${line.slice(0, Math.max(10, (screen.columns ?? 80) - 1))}`);
    },
    clear() {
      if (visible) screen.write('\r\u001B[2K');
      visible = false;
    },
  };
}

function bar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * width);
  const percent = Math.floor(share * 100);
  return `[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${String(percent).padStart(3)} %`;
}
