import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { z } from 'zod';

/** Where new versions are asked for: a folder with electron-builder's manifest and installers in it. */
export interface ReleaseFeed {
  readonly url: string;
  /** A page for people, to open where the app does not install by itself. */
  readonly page: string;
}

export interface FeedChoice {
  /** Null: nobody is asked for anything. */
  readonly feed: ReleaseFeed | null;
  /** Whether an administrator settled it, so that the person cannot. */
  readonly settled: boolean;
}

/** https; or http on this computer itself, where nobody can listen in. */
export function isFeedAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && here));
}

const address = z.string().max(500).refine(isFeedAddress);
const schema = z.strictObject({ feed: address.nullable(), page: address.optional() });

/** The administrator's file of this computer; only they can write there. */
export function administratorsFile(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (platform === 'win32')
    return win32.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Permit Loader', 'updates.json');
  if (platform === 'darwin') return '/Library/Application Support/Permit Loader/updates.json';
  return posix.join('/etc', 'permit-loader', 'updates.json');
}

/**
 * The release feed that is to be asked: what the administrator's file says, else what the person set. A file that
 * makes no sense is logged and means that nobody is asked, for it may have been meant to say so.
 */
export function chooseFeed(file: string, own: string | null, log: (error: unknown) => void): FeedChoice {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { feed: own !== null && isFeedAddress(own) ? feedOf(own) : null, settled: false };
    log(error);
    return { feed: null, settled: true };
  }
  try {
    const { feed, page } = schema.parse(JSON.parse(text));
    return { feed: feed === null ? null : feedOf(feed, page), settled: true };
  } catch (error) {
    log(error);
    return { feed: null, settled: true };
  }
}

function feedOf(url: string, page?: string): ReleaseFeed {
  return { url: url.endsWith('/') ? url : `${url}/`, page: page ?? url };
}
