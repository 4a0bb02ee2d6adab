import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { app } from 'electron';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import type { ReleaseFeed } from './feed.ts';
import type { Release } from './release.ts';

/** The public key that releases are signed with; null in a copy that was built without one. */
export function builtInKey(): string | null {
  try {
    return readFileSync(join(app.getAppPath(), 'assets/update-key.pem'), 'utf8');
  } catch {
    return null;
  }
}

/** Whether this copy can put a newer one in its place: not a deb or an archive, a portable one or an unsigned macOS app. */
export async function installsItself(): Promise<boolean> {
  switch (process.platform) {
    case 'linux':
      return process.env['APPIMAGE'] !== undefined;
    case 'win32':
      return process.env['PORTABLE_EXECUTABLE_FILE'] === undefined;
    case 'darwin':
      return hasTeam(await signatureOf(dirname(dirname(dirname(app.getPath('exe'))))));
    default:
      return false;
  }
}

/** What `codesign --display` prints. */
async function signatureOf(bundle: string): Promise<string> {
  try {
    const { stderr } = await promisify(execFile)('/usr/bin/codesign', ['--display', '--verbose', bundle]);
    return stderr;
  } catch {
    return '';
  }
}

function hasTeam(signature: string): boolean {
  return /^TeamIdentifier=(?!not set)/m.test(signature);
}

/**
 * Downloads a genuine release and sees to it that it is installed when the app quits; throws where what came is not
 * what the manifest says. electron-updater is loaded here only, and asks nobody for a manifest of its own: what was
 * verified is what is installed.
 * @param mayInstall is asked at the end
 */
export async function installOnQuit(
  { version, files }: Release,
  feed: ReleaseFeed,
  mayInstall: () => boolean,
): Promise<void> {
  const { AppImageUpdater, MacUpdater, NsisUpdater, Provider } = await import('electron-updater');
  const info = { version, files: [...files], path: '', sha512: '', releaseDate: '' };

  class Verified extends Provider<typeof info> {
    constructor(_: unknown, __: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    getLatestVersion() {
      return Promise.resolve(info);
    }
    resolveFiles() {
      return files.map((file) => ({ url: new URL(file.url, feed.url), info: file }));
    }
  }

  const updater =
    process.platform === 'win32'
      ? new NsisUpdater()
      : process.platform === 'darwin'
        ? new MacUpdater()
        : new AppImageUpdater();
  updater.logger = null;
  updater.autoDownload = false;
  updater.disableWebInstaller = true;
  // Parts of the copy that is here would be put together by a second file that nobody signed.
  updater.disableDifferentialDownload = true;
  updater.forceDevUpdateConfig = !app.isPackaged;
  updater.updateConfigPath = join(app.getAppPath(), 'assets/updater.yml');
  updater.setFeedURL({ provider: 'custom', updateProvider: Verified });
  // Told by the promise; without a listener it would be thrown as well.
  updater.on('error', () => undefined);
  await updater.checkForUpdates();
  const downloaded = await updater.downloadUpdate();
  app.on('will-quit', () => {
    updater.autoInstallOnAppQuit = mayInstall() && downloaded.every((path) => isOneOf(files, path));
  });
}

/** Looked at once more, as the download may have lain for days where other programs of this person can write. */
function isOneOf(files: Release['files'], path: string): boolean {
  try {
    const sha512 = createHash('sha512').update(readFileSync(path)).digest('base64');
    return files.some((file) => file.sha512 === sha512);
  } catch {
    return false;
  }
}
