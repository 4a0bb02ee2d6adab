import type { Timeline } from './timeline.ts';

const width = 720;
const height = 96;
/** From the bottom up. */
const stack = ['accepted', 'rejected', 'unknown', 'unsent'] as const;

/** A timeline as stacked bars: inline SVG whose colours are the page's. `label` must be escaped. */
export function chart({ bars }: Timeline, label: string): string {
  const most = Math.max(1, ...bars.map((bar) => stack.reduce((sum, outcome) => sum + bar[outcome], 0)));
  const step = width / Math.max(bars.length, 12);
  let shapes = '';
  for (const [at, bar] of bars.entries()) {
    let bottom = height;
    for (const outcome of stack) {
      const tall = (bar[outcome] / most) * (height - 14);
      if (tall === 0) continue;
      bottom -= tall;
      shapes += `<rect class="o-${outcome}" x="${rounded(at * step)}" y="${rounded(bottom)}" width="${rounded(step * 0.86)}" height="${rounded(tall)}"/>`;
    }
  }
  return (
    `<svg class="chart" viewBox="0 0 ${width} ${height + 1}" role="img" aria-label="${label}" preserveAspectRatio="none">` +
    `<line x1="0" y1="${height}" x2="${width}" y2="${height}"/>${shapes}</svg>`
  );
}

/** The tally as one bar whose parts are as long as they are many. */
export function tallyBar(tally: Readonly<Record<string, number>>, order: readonly string[]): string {
  const total = Math.max(
    1,
    order.reduce((sum, outcome) => sum + (tally[outcome] ?? 0), 0),
  );
  let x = 0;
  let shapes = '';
  for (const outcome of order) {
    const wide = ((tally[outcome] ?? 0) / total) * width;
    if (wide > 0)
      shapes += `<rect class="o-${outcome}" x="${rounded(x)}" y="0" width="${rounded(wide)}" height="10"/>`;
    x += wide;
  }
  return `<svg class="bar" viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true">${shapes}</svg>`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
