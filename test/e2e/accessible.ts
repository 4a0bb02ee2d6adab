import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { expect, type Page } from 'playwright/test';

/** WCAG 2.2, levels A and AA, all versions before it included. */
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds inside somebody else's component and we cannot mend: the rule, the elements it may find (a CSS
 * selector), and why that is so. All that is let pass stands here.
 */
const exceptions: readonly { readonly rule: string; readonly within: string; readonly why: string }[] = [];

/** What depends on nothing but the theme. */
const colours = ['color-contrast', 'link-in-text-block'];

/** Fails with everything that axe finds on the page as it is now; `themed`: only in its colours, as the rest was looked at. */
export async function expectAccessible(page: Page, state: string, themed = false): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ({ values, known, only }) => {
      const options: RunOptions = {
        runOnly: only === null ? { type: 'tag', values } : { type: 'rule', values: only },
        rules: only === null ? { 'target-size': { enabled: true } } : {},
        resultTypes: ['violations'],
      };
      const found: AxeResults = await (globalThis as unknown as { axe: typeof axe }).axe.run(
        document,
        options,
      );
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes
          .filter(
            ({ target }) =>
              !known.some(
                ({ rule, within }) =>
                  rule === id && document.querySelector(String(target[0]))?.closest(within),
              ),
          )
          .map(
            ({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary}`,
          ),
      );
    },
    { values: standard, known: exceptions, only: themed ? colours : null },
  );
  expect(violations.join('\n\n'), `axe on ${state}`).toBe('');
}
