import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** `good`: every row right. `mixed`: one in ten wrong. `wrong`: every row wrong, each with a repair. */
export type FileKind = 'good' | 'mixed' | 'wrong';

/** Where cells are quoted: nowhere, one cell in a row of a thousand or of ten, as a comma in it asks for, or all of them. */
export type Quotes = 'none' | 'thousandth' | 'tenth' | 'every';

const header = ['Reference ID', 'Plate', 'End Date', 'Amount', 'Currency', 'Lot', 'Notes'];

/** As people write them, French and English, with accents and signs beyond Latin-1; most rows have none. */
const notes = ['', 'Réservé', '', '', 'l’hiver seulement', '', 'Renouvelé', '', 'Old', '', '', 'Étudiant'];

/** The reference ID of the nth row, counted from 0: as long as a UUID, and unlike its neighbours at both ends. */
function referenceOf(n: number): string {
  const mixed = (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const count = n.toString(16).padStart(12, '0');
  return `${mixed}-cb75-4c71-9939-${count}`;
}

function line(n: number, wrong: boolean, quotes: Quotes): string {
  const scattered = Math.imul(n + 1, 0x85ebca6b) >>> 0;
  const plate = `${String.fromCharCode(65 + (scattered % 26))}${String(scattered % 1_000_000).padStart(6, '0')}`;
  const day = String(1 + (scattered % 28)).padStart(2, '0');
  const amount = `${10 + (scattered % 90)}.${String(scattered % 100).padStart(2, '0')}`;
  // One row in eight leaves the amount as it is, one in fifty the plate.
  const isPaid = wrong || n % 8 !== 5;
  const hasComma = (quotes === 'tenth' && n % 10 === 7) || (quotes === 'thousandth' && n % 1000 === 7);
  const cells = [
    referenceOf(n),
    n % 50 === 11 ? '' : plate,
    `2031-06-${day}T23:59:59`,
    isPaid ? amount : '',
    isPaid ? (wrong ? 'cad' : 'CAD') : '',
    `Lot ${String(n % 40).padStart(2, '0')}`,
    hasComma ? 'Nord, étage 2' : (notes[n % notes.length] ?? ''),
  ];
  const written = cells.map((cell) => (quotes === 'every' || cell.includes(',') ? `"${cell}"` : cell));
  return `${written.join(',')}\r\n`;
}

/** Writes a file of seven columns, some 85 bytes a row, the same for the same arguments. */
export async function writePermits(
  path: string,
  rows: number,
  kind: FileKind,
  quotes: Quotes = 'tenth',
): Promise<void> {
  const file = createWriteStream(path);
  let block = `${header.join(',')}\r\n`;
  for (let n = 0; n < rows; n++) {
    block += line(n, kind === 'wrong' || (kind === 'mixed' && n % 10 === 3), quotes);
    if (block.length < 1 << 20) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
}
