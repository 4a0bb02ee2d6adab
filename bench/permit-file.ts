import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** `good`: every row right. `mixed`: one in ten wrong. `wrong`: every row wrong, each with a repair. */
export type FileKind = 'good' | 'mixed' | 'wrong';

const header = 'Reference ID,Plate,End Date,Amount,Currency,Lot,Notes\r\n';

/** The reference ID of the nth row, counted from 0: as long as a UUID, and unlike its neighbours at both ends. */
function referenceOf(n: number): string {
  const mixed = (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const count = n.toString(16).padStart(12, '0');
  return `${mixed}-cb75-4c71-9939-${count}`;
}

/** One row of 87 bytes, its line end included. */
function line(n: number, wrong: boolean): string {
  const scattered = Math.imul(n + 1, 0x85ebca6b) >>> 0;
  const plate = `${String.fromCharCode(65 + (scattered % 26))}${String(scattered % 1_000_000).padStart(6, '0')}`;
  const day = String(1 + (scattered % 28)).padStart(2, '0');
  const amount = `${10 + (scattered % 90)}.${String(scattered % 100).padStart(2, '0')}`;
  const lot = `Lot ${String(n % 40).padStart(2, '0')}`;
  const notes = n % 7 === 0 ? 'New' : 'Old';
  return `${referenceOf(n)},${plate},2031-06-${day}T23:59:59,${amount},${wrong ? 'cad' : 'CAD'},${lot},${notes}\r\n`;
}

/** Writes a file of seven columns, 87 bytes a row, the same for the same arguments. */
export async function writePermits(path: string, rows: number, kind: FileKind): Promise<void> {
  const file = createWriteStream(path);
  let block = header;
  for (let n = 0; n < rows; n++) {
    block += line(n, kind === 'wrong' || (kind === 'mixed' && n % 10 === 3));
    if (block.length < 1 << 20) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
}
