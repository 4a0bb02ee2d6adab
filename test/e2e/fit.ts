import { type ElectronApplication, expect, type Page } from 'playwright/test';

export interface Size {
  readonly name: string;
  /** Of the window's content, in the system's pixels. */
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** What the window opens with. */
export const usual: Size = { name: 'usual', width: 1320, height: 833, zoom: 1 };

/** The smallest that everything has to fit. */
export const smallest: readonly Size[] = [
  { name: '1024x700', width: 1024, height: 700, zoom: 1 },
  { name: '200%', width: 1320, height: 833, zoom: 2 },
];

export async function resize(app: ElectronApplication, page: Page, wanted: Size): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(zoom);
  }, wanted);
  const width = Math.floor(wanted.width / wanted.zoom);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
}

/**
 * What does not fit: a page that scrolls sideways, controls that cannot be brought into view or lie under others, and
 * words that are cut off with no way to read them whole.
 */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const scroller of [document.documentElement, document.querySelector('main')]) {
      if (scroller !== null && scroller.scrollWidth > scroller.clientWidth) {
        found.push(`${scroller.tagName} scrolls sideways: ${scroller.scrollWidth} > ${scroller.clientWidth}`);
      }
    }
    // The last dialog or menu, in front, is all that can be reached.
    const reachable = [...document.querySelectorAll('[role=dialog], [role=menu]')].at(-1) ?? document;
    const controls = 'button, a[href], [role=combobox], input[type=text]';
    for (const one of reachable.querySelectorAll<HTMLElement>(controls)) {
      if (!one.checkVisibility() || one.closest('[role=grid], [aria-hidden=true]') !== null) continue;
      // It shows itself once it has the focus.
      if (one.matches('a[href="#work"]')) continue;
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const box = one.getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
      const inside =
        box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
      if (!inside) {
        found.push(
          `outside the window: ${name} at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`,
        );
        continue;
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top !== null && !one.contains(top) && !top.contains(one)) found.push(`covered: ${name}`);
    }
    for (const one of reachable.querySelectorAll<HTMLElement>('*')) {
      const says = [...one.childNodes].some(({ nodeType, data }: ChildNode & { data?: string }) => {
        return nodeType === Node.TEXT_NODE && data?.trim() !== '';
      });
      if (
        !says ||
        !one.checkVisibility() ||
        one.closest('[role=grid], [aria-hidden=true], [title]') !== null
      ) {
        continue;
      }
      const { overflowX, overflowY, position } = getComputedStyle(one);
      // For screen readers only.
      if (position === 'absolute' && one.clientWidth <= 1) continue;
      const cutX = overflowX !== 'visible' && overflowX !== 'auto' && one.scrollWidth > one.clientWidth + 1;
      const cutY = overflowY !== 'visible' && overflowY !== 'auto' && one.scrollHeight > one.clientHeight + 1;
      if (cutX || cutY) found.push(`cut off: ${one.textContent}`);
    }
    return found;
  });
}

/** Fails with what does not fit, once the window has settled. */
export async function expectFit(page: Page, state: string): Promise<void> {
  await expect.poll(() => misfits(page), state).toEqual([]);
}
