import type { BatchDocument } from './document.ts';
import { type Meta, readMeta } from './meta.ts';

/** What is kept in a batch since it was said before, while the step that keeps it stands; else null. */
export function recalledPlates(document: BatchDocument): Meta<'recalledPlates'> | null {
  const recalled = readMeta(document, 'recalledPlates');
  if (recalled === null) return null;
  const stands = document.db.prepare("select 1 from edit where id = ? and kind = 'recall' and undone = 0");
  return stands.get(recalled.edit) === undefined ? null : recalled;
}
