import { app, dialog, type MessageBoxOptions, session, shell } from 'electron';
import type { AppContext } from '../app-context.ts';
import { administratorsFile, chooseFeed, type FeedChoice } from './feed.ts';
import { builtInKey, installOnQuit, installsItself } from './installing.ts';
import { askFeed, type Fetch, isNewer, manifestName, type Release } from './release.ts';

/** Milliseconds for a manifest. */
const timeoutMs = 15_000;
/** Bytes of a manifest; electron-builder's have two thousand. */
const enough = 1_000_000;

export interface UpdateCheck {
  readonly choice: () => FeedChoice;
  /** Asks the feed once, tells what it says, and installs what the person wants and the key proves. */
  readonly run: () => Promise<void>;
}

/** “Check for updates…”: nothing is asked before a person chooses it, and only where a feed was set. */
export function updateCheck({ preferences, activity, window, words, log }: AppContext): UpdateCheck {
  const choice = () =>
    chooseFeed(administratorsFile(process.platform, process.env), preferences.get().updateFeed, (error) =>
      log('updates', error),
    );
  let running = false;
  /** The version that is downloaded and waits for the app to quit. */
  let waiting: string | null = null;

  async function show(options: MessageBoxOptions): Promise<number> {
    const parent = window();
    const asked = { noLink: true, ...options };
    return (await (parent ? dialog.showMessageBox(parent, asked) : dialog.showMessageBox(asked))).response;
  }

  async function run(): Promise<void> {
    const { feed } = choice();
    const { updates, failures } = words();
    if (feed === null || running) return;
    running = true;
    try {
      if (waiting !== null) {
        await show({ type: 'info', message: updates.ready(waiting) });
        return;
      }
      const name = manifestName(process.platform, process.arch);
      const release = await askFeed(fetch, feed, name, builtInKey());
      if (!release.ok) {
        const { code, facts } = release.failure;
        const sentence =
          code === 'feed-unreadable' ? failures['feed-unreadable'] : failures['feed-unreachable'];
        await show({ type: 'warning', message: updates.notKnown, detail: sentence(facts) });
        return;
      }
      await tell(release.value);
    } finally {
      running = false;
    }
  }

  async function tell(release: Release): Promise<void> {
    const { feed } = choice();
    const { updates } = words();
    const { version, proof } = release;
    if (feed === null) return;
    if (proof === 'forged') {
      await show({ type: 'error', message: updates.forged, detail: updates.forgedDetail(version) });
      return;
    }
    if (!isNewer(version, app.getVersion())) {
      await show({ type: 'info', message: updates.newest(app.getVersion()) });
      return;
    }
    const installs = await installsItself();
    const why = proof === 'genuine' ? (installs ? null : updates.elsewhere) : updates.unproven;
    const detail = [release.notes.trim().slice(0, 1500), why].filter(Boolean).join('\n\n');
    const buttons = [updates.later, why === null ? updates.install : updates.page];
    const answer = await show({
      type: 'info',
      message: updates.newer(version),
      detail,
      buttons,
      defaultId: 0,
      cancelId: 0,
    });
    if (answer !== 1) return;
    if (why !== null) return shell.openExternal(feed.page);
    try {
      await installOnQuit(release, feed, () => activity.pushes.size === 0);
      waiting = version;
      await show({ type: 'info', message: updates.ready(version) });
    } catch (error) {
      log('updates', error);
      await show({ type: 'error', message: updates.failed(version), detail: updates.failedDetail });
    }
  }

  return { choice, run };
}

/** In a session of its own: the window's own reaches nothing. */
const fetch: Fetch = async (url) => {
  const answer = await session
    .fromPartition('updates', { cache: false })
    .fetch(url, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(timeoutMs) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length > enough) throw new Error('too long');
  return bytes;
};
