import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Main of an Electron app under measurement: starts the main module named in BENCH_MAIN, and prints when its window
 * can be used, which is when the button named in BENCH_BUTTON has been painted. Times are Date.now()'s.
 */
const usable = (/** @type {string} */ button) => `new Promise((resolve) => {
  const frames = (left) => left === 0 ? done() : requestAnimationFrame(() => frames(left - 1));
  const done = () => resolve({
    usable: Date.now(),
    page: performance.timeOrigin,
    scripts: performance.timeOrigin + performance.getEntriesByType('navigation')[0].domInteractive,
    painted: performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
  });
  const look = () => [...document.querySelectorAll('button')].some(({ textContent, disabled }) =>
    textContent === ${JSON.stringify(button)} && !disabled) ? frames(2) : setTimeout(look, 2);
  look();
})`;

const main = Date.now();
let ready = 0;
void app.whenReady().then(() => {
  ready = Date.now();
});
app.on('browser-window-created', (_, window) => {
  const created = Date.now();
  window.webContents.once('dom-ready', async () => {
    const page = await window.webContents.executeJavaScript(usable(process.env['BENCH_BUTTON'] ?? ''));
    process.stdout.write(`${JSON.stringify({ main, ready, created, ...page })}\n`);
    app.exit(0);
  });
});
await import(pathToFileURL(process.env['BENCH_MAIN'] ?? '').href);
