import { app, BrowserWindow } from 'electron';

// What any Electron app must do before a person can press a button; the page is one file with that button.
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1320, height: 860, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(process.env['BENCH_PAGE'] ?? '');
});
