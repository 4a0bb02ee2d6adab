import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { origin } from '../bridge/channels.ts';

/** The file that a URL of the window names; null when it is of another host or outside `folder`. */
export function servedPath(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== origin.host) return null;
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const path = resolve(join(folder, name === '/' ? 'index.html' : name));
  const inside = relative(resolve(folder), path);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
    ? null
    : path;
}
