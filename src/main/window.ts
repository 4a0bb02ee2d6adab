import { app, BrowserWindow, nativeTheme, type Rectangle, screen, session } from 'electron';
import { origin } from '../bridge/channels.ts';
import { devServer, devSocket } from './development.ts';
import type { PreferenceStore, Preferences } from './preferences.ts';
import { fitInto } from './window-place.ts';

const smallest = { width: 800, height: 560 };
const usual = { width: 1320, height: 860 };
/** What is seen until the page has drawn itself: the grounds of renderer/theme.ts. */
const background = { light: '#ffffff', dark: '#1b1e22' };

/** Opens the window, shown once its page is drawn, and remembers its place. */
export function openWindow(preload: string, preferences: PreferenceStore): BrowserWindow {
  const remembered = preferences.get().window;
  const window = new BrowserWindow({
    ...placeOnScreen(remembered),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    title: app.name,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  if (remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    preferences.change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
  });
  void window.loadURL(origin.url);
  if (devServer !== null) window.webContents.openDevTools();
  return window;
}

/**
 * No page has spell checking, yet Chromium asks its maker's host for the language's dictionary for each session that is
 * made, unless there is no language.
 */
export function denyDictionaries(): void {
  app.on('session-created', (made) => made.setSpellCheckerLanguages([]));
}

/** Lets no page go anywhere, open anything, ask for a permission, download or reach the network. */
export function denyEverythingElse(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-frame-navigate', (event) => {
      // What cannot be put in place while developing is loaded anew.
      const reload = devServer !== null && event.url === origin.url;
      if (!reload) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, __, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !reachable.some((start) => details.url.startsWith(start)) });
  });
}

const reachable = [origin.url, 'data:', 'devtools:', ...(devSocket === null ? [] : [devSocket])];

/** The remembered place, moved and shrunk so far that it lies on a display that is there today. */
function placeOnScreen(remembered: Preferences['window']): Partial<Rectangle> {
  if (remembered === null) {
    const { width, height } = screen.getPrimaryDisplay().workArea;
    return { width: Math.min(usual.width, width), height: Math.min(usual.height, height) };
  }
  return fitInto(remembered, screen.getDisplayMatching(remembered).workArea);
}
