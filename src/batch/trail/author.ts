import { hostname } from 'node:os';
import { version } from '../../../package.json';
import { personHere } from '../file/person.ts';
import type { EntryOf } from './entry.ts';

/** Who acts here and now, as far as the operating system knows: the trail names them in what people do. */
export function author(): EntryOf<'read'>['by'] {
  return { user: personHere(), host: hostname(), app: version };
}
