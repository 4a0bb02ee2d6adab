import { session } from 'electron';
import { namedProxy } from './named-proxy.ts';

/**
 * The proxy that the operating system names for a controller (its settings, its PAC file), as a URL; null where it
 * names none that can be used. The runtime of the engine knows only those of the environment.
 */
export async function systemProxy(controller: string | null): Promise<string | null> {
  return controller === null ? null : namedProxy(await session.defaultSession.resolveProxy(controller));
}
