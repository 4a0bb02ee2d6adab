/** What a column's width is made from. */
interface Content {
  readonly name: string;
  /** The field's name, which stands under the column's in smaller letters. */
  readonly field: string;
  readonly samples: readonly string[];
  /** Its values stand in the monospaced face. */
  readonly wire: boolean;
  /** What stands in smaller letters beside a value that is about to change; blank where nothing does. */
  readonly beside: string;
}

/** What a grid beside the details has for the file's columns in a window of 1024 pixels, and how many of them show there. */
const narrowRoom = 624;
const shownAtLeast = 5;

/**
 * Room for the header, for the field's name under it, and for what the first rows hold, in pixels. In a narrow window the
 * first five columns show together: the widest of them give way.
 */
export function columnWidths(columns: readonly Content[], narrow: boolean): number[] {
  const wanted = columns.map((content) => widthFor(content, narrow));
  if (!narrow) return wanted;
  const shared = evenly(wanted.slice(0, shownAtLeast), narrowRoom);
  return [...shared, ...wanted.slice(shownAtLeast)];
}

/** A column is no wider at first, but for the room of what stands beside its values. */
const widest = 320;

function widthFor({ name, field, samples, wire, beside }: Content, narrow: boolean): number {
  const around = narrow ? { header: 20, cell: 32, least: 72 } : { header: 44, cell: 48, least: 96 };
  const longest = Math.max(...samples.map((sample) => sample.length), 0);
  const widths = [
    around.least,
    name.length * 8 + around.header,
    field.length * 6.8 + around.header,
    longest * (wire ? 8.2 : 7.6) + around.cell,
  ];
  const room = beside === '' ? 0 : beside.length * (wire ? 7.3 : 6.6) - 4;
  return Math.round(Math.min(widest, Math.max(...widths)) + room);
}

/** The widths, the widest of them cut to one measure so that together they take no more than `room`. */
function evenly(widths: readonly number[], room: number): number[] {
  let left = room;
  let measure = Number.POSITIVE_INFINITY;
  const narrowest = [...widths].sort((a, b) => a - b);
  for (const [at, width] of narrowest.entries()) {
    const share = Math.floor(left / (narrowest.length - at));
    if (width > share) {
      measure = share;
      break;
    }
    left -= width;
  }
  return widths.map((width) => Math.min(width, measure));
}
