import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import type { BatchDocument } from '../file/document.ts';
import { readMeta } from '../file/meta.ts';

/** Whether the file that a batch was read from is still what it was. Only a changed time makes it worth hashing. */
export async function sourceState(document: BatchDocument): Promise<'same' | 'changed' | 'gone'> {
  const source = readMeta(document, 'source');
  if (!source) throw new Error('The batch has no source');
  try {
    const found = statSync(source.path);
    if (found.size !== source.size) return 'changed';
    if (found.mtime.toISOString() === source.modifiedAt) return 'same';
    const hash = createHash('sha256');
    for await (const block of createReadStream(source.path)) hash.update(block);
    return hash.digest('hex') === source.sha256 ? 'same' : 'changed';
  } catch {
    return 'gone';
  }
}
