import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../../permit/result.ts';
import type { ReleaseFeed } from './feed.ts';

/** A release as its manifest says it. */
export interface Release {
  readonly version: string;
  readonly notes: string;
  /** Installers, with their SHA-512 in base64. */
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
  /**
   * Whether the manifest is signed with the key that is built into the app. `unknown`: there is no key in this copy,
   * or no signature in the feed. Only what is `genuine` may be installed: a hash proves nothing that comes from where
   * the file comes from.
   */
  readonly proof: 'genuine' | 'forged' | 'unknown';
}

/** Gets a file of the feed; null where there is none, and throws where nobody answers. */
export type Fetch = (url: string) => Promise<Buffer | null>;

const schema = z.object({
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/),
  releaseNotes: z.string().catch(''),
  files: z
    .array(z.object({ url: z.string().min(1).max(500), sha512: z.base64().length(88) }))
    .min(1)
    .max(50),
});

/** The name of electron-builder's manifest for this system. */
export function manifestName(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'darwin') return 'latest-mac.yml';
  if (platform === 'win32') return 'latest.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/**
 * Asks the feed once for its newest release.
 * @param key the Ed25519 public key (PEM) that is built into the app
 */
export async function askFeed(
  fetch: Fetch,
  feed: ReleaseFeed,
  manifest: string,
  key: string | null,
): Promise<Result<Release>> {
  const url = new URL(manifest, feed.url).href;
  let bytes: Buffer | null;
  let signature: Buffer | null;
  try {
    bytes = await fetch(url);
    signature = bytes === null || key === null ? null : await fetch(`${url}.sig`);
  } catch (cause) {
    return fail('feed-unreachable', {
      address: feed.url,
      reason: cause instanceof Error ? cause.message : '',
    });
  }
  const { load } = await import('js-yaml');
  const read = schema.safeParse(bytes === null ? null : parsed(() => load(bytes.toString('utf8'))));
  if (!read.success) return fail('feed-unreadable', { address: feed.url });
  const { version, releaseNotes, files } = read.data;
  const proof = bytes === null ? 'unknown' : proofOf(bytes, signature, key);
  return ok({ version, notes: releaseNotes, files, proof });
}

function parsed(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return null;
  }
}

/** The signature is Ed25519 over the manifest's bytes, in base64, as scripts/sign-release.mjs writes it. */
function proofOf(manifest: Buffer, signature: Buffer | null, key: string | null): Release['proof'] {
  if (key === null || signature === null) return 'unknown';
  const bytes = Buffer.from(signature.toString('latin1').trim(), 'base64');
  return verify(null, manifest, createPublicKey(key), bytes) ? 'genuine' : 'forged';
}

/** Whether a version comes after another; both as `1.2.3`. */
export function isNewer(version: string, than: string): boolean {
  const [ours, theirs] = [than, version].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (theirs?.[at] ?? 0) - (ours?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
