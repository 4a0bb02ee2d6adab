import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import { z } from 'zod';
import { defaultDataFolder } from '../batch/file/data-folder.ts';
import { channels } from '../bridge/channels.ts';
import type { BridgeEvent } from '../bridge/contract.ts';
import { openNoInspector } from '../jobs/inspector.ts';
import type { Result } from '../permit/result.ts';
import { wordsIn } from '../words/words.ts';
import { watchActivity } from './activity.ts';
import type { AppContext } from './app-context.ts';
import { appId } from './app-id.ts';
import { askBeforeClosing } from './closing.ts';
import { devServer } from './development.ts';
import { answerCalls } from './dispatcher.ts';
import { reportDeath } from './engine-death.ts';
import { startEngine } from './engine-process.ts';
import { appHandlers } from './handlers/app.ts';
import { connectionHandlers } from './handlers/connections.ts';
import { editHandlers } from './handlers/edits.ts';
import { fileHandlers } from './handlers/files.ts';
import { historyHandlers } from './handlers/history.ts';
import { permitHandlers } from './handlers/permits.ts';
import { pushHandlers } from './handlers/push.ts';
import { reportHandlers } from './handlers/reports.ts';
import { openKnownConnections } from './known-connections.ts';
import { languageOf } from './language.ts';
import { openBugLog } from './log.ts';
import { setMenu } from './menu.ts';
import { openablePaths } from './openable-paths.ts';
import { openPreferences } from './preferences.ts';
import { registerScheme, serveWindow } from './protocol.ts';
import { pushDisplay } from './push-display.ts';
import { updateCheck } from './updates/check.ts';
import { denyDictionaries, denyEverythingElse, openWindow } from './window.ts';

const opened = z.object({ paths: z.array(z.string()) });

openNoInspector();
registerScheme();
denyDictionaries();
app.setName('Permit Loader');
// The installer's shortcuts say it too: with another, the window would not stand under them in Windows' task bar.
if (process.platform === 'win32') app.setAppUserModelId(appId);
// Without a stated folder the terminal's, so that both faces show the same batches.
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', defaultDataFolder());

const asked = openablePaths(process.argv, process.cwd());
// Under `npm run dev` the app is started again before the one before it is gone.
if (devServer !== null || app.requestSingleInstanceLock({ paths: asked })) run();
else app.quit();

function run(): void {
  const folder = app.getPath('userData');
  mkdirSync(folder, { recursive: true });
  // Chromium keeps files of its own in it, with whatever rights it likes.
  chmodSync(folder, 0o700);
  const built = join(import.meta.dirname, '..');
  const log = openBugLog(join(folder, 'permit-loader.log'), () => new Date());
  process.on('uncaughtException', (error) => log('main', error));
  process.on('unhandledRejection', (error) => log('main', error));

  const preferences = openPreferences(join(folder, 'preferences.json'), (error) => log('preferences', error));
  const connections = openKnownConnections(folder, preferences);
  const language = () => languageOf(preferences.get().language, app.getPreferredSystemLanguages());
  const words = () => wordsIn(language()).app;

  let window: BrowserWindow | null = null;
  const tell = (event: BridgeEvent): void => {
    activity.notice(event);
    if (window && !window.isDestroyed()) window.webContents.send(channels.event, event);
  };
  const activity = watchActivity(pushDisplay(() => window, words));
  /** Files that macOS or another start of the app asked for before the window could show them. */
  let waiting: string[] = [...asked];

  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFiles([path]);
  });
  app.on('second-instance', (_, __, ___, data) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const parsed = opened.safeParse(data);
    if (parsed.success) openFiles(parsed.data.paths);
  });
  let openFiles = (paths: readonly string[]): void => {
    waiting.push(...paths);
  };

  void app.whenReady().then(() => {
    // The window first: it loads its page while the rest is set up.
    nativeTheme.themeSource = preferences.get().theme;
    serveWindow(join(built, 'renderer'));
    denyEverythingElse();
    window = openWindow(join(built, 'preload', 'index.cjs'), preferences);

    const engine = startEngine({
      module: join(built, 'main', 'engine.js'),
      start: { folder, appVersion: app.getVersion() },
      log,
      onEvent: tell,
      onDeath: () => reportDeath(engine, activity, tell),
    });
    const context: AppContext = {
      folder,
      engine,
      activity,
      preferences,
      connections,
      log,
      window: () => window,
      language,
      words,
      tell,
      applyPreferences,
    };
    const updates = updateCheck(context);
    const files = fileHandlers(context);
    answerCalls(
      {
        ...appHandlers(context, updates.choice),
        ...files,
        ...editHandlers(context),
        ...permitHandlers(context),
        ...pushHandlers(context),
        ...historyHandlers(context),
        ...reportHandlers(context),
        ...connectionHandlers(context),
      },
      { engine, window: () => window?.webContents ?? null, log },
    );

    /** What the menu or the system asked for has no call in the window that would answer with the failure. */
    async function tellFailure(opening: Result<unknown> | Promise<Result<unknown>>): Promise<void> {
      const opened = await opening;
      if (!opened.ok) tell({ kind: 'reading-ended', reading: '', file: '', result: opened });
    }

    /** Only where the person has set a term: without one every batch is kept. */
    function expireBatches(): void {
      const { retention, keepsKnown } = preferences.get();
      if (retention === null) return;
      const before = new Date();
      before.setMonth(before.getMonth() - retention);
      void engine.call('expire', { before: before.toISOString(), keepsKnown });
    }

    function applyPreferences(): void {
      nativeTheme.themeSource = preferences.get().theme;
      setMenu(words().menu, {
        open: () => void tellFailure(files.chooseFiles(undefined)),
        openSample: () => void tellFailure(files.openSample(undefined)),
        checkForUpdates: updates.choice().feed === null ? null : () => void updates.run(),
        choose: (command) => tell({ kind: 'menu', command }),
      });
    }

    expireBatches();
    applyPreferences();
    askBeforeClosing(window, activity, engine, words);
    window.webContents.once('did-finish-load', () => {
      openFiles = (paths) => void tellFailure(files.open(paths));
      openFiles(waiting);
      waiting = [];
    });
    window.on('closed', () => {
      window = null;
    });
    app.on('will-quit', () => engine.stop());
  });
  app.on('window-all-closed', () => app.quit());
}
