import type { ElementHandlers } from './workbook-parts.ts';

interface CellStyle {
  readonly look: string | undefined;
  readonly parent: string | undefined;
}

const datePieces: Readonly<Record<string, string>> = {
  day: 'd',
  month: 'm',
  year: 'yyyy',
  era: 'yyyy',
  hours: 'h',
  minutes: 'mm',
  seconds: 'ss',
  'am-pm': 'AM/PM',
};

/** What an OpenDocument's styles say of cells and tables, as number formats of the form that workbooks have. */
export class OdsStyles {
  readonly #looks = new Map<string, string>();
  readonly #cells = new Map<string, CellStyle>();
  readonly #hiddenTables = new Set<string>();
  #look: { readonly name: string; code: string } | null = null;
  #table = '';
  #isText = false;

  /** The number format of a cell style; blank where it has none. */
  codeOf(style: string | undefined): string {
    let name = style;
    // A style may be made from another one; who makes a circle of them has none.
    for (let steps = 0; name !== undefined && steps < 20; steps++) {
      const found = this.#cells.get(name);
      if (found?.look !== undefined) return this.#looks.get(found.look) ?? '';
      name = found?.parent;
    }
    return '';
  }

  isHiddenTable(style: string | undefined): boolean {
    return style !== undefined && this.#hiddenTables.has(style);
  }

  readonly handlers: Required<ElementHandlers> = {
    open: (name, attributes) => {
      const style = attributes['style:name'] ?? '';
      if (name.endsWith('-style') && !name.startsWith('default')) this.#look = { name: style, code: '' };
      else if (this.#look !== null) {
        this.#look.code += piece(name, attributes);
        this.#isText = name === 'text';
      } else if (name === 'style') {
        if (attributes['style:family'] === 'table') this.#table = style;
        if (attributes['style:family'] !== 'table-cell') return;
        const look = attributes['style:data-style-name'];
        this.#cells.set(style, { look, parent: attributes['style:parent-style-name'] });
      } else if (name === 'table-properties' && attributes['table:display'] === 'false') {
        this.#hiddenTables.add(this.#table);
      }
    },
    text: (text) => {
      if (this.#look !== null && this.#isText && text !== '') {
        this.#look.code += `"${text.replaceAll('"', '')}"`;
      }
    },
    close: (name) => {
      this.#isText = false;
      if (this.#look === null || !name.endsWith('-style')) return;
      this.#looks.set(this.#look.name, this.#look.code);
      this.#look = null;
    },
  };
}

function piece(name: string, attributes: Readonly<Record<string, string>>): string {
  if (name === 'month' && attributes['number:textual'] === 'true') return 'mmm';
  const date = datePieces[name];
  if (date !== undefined) return date;
  if (name === 'scientific-number') return '0.00E+00';
  if (name === 'text-content') return '@';
  if (name !== 'number') return '';
  const digits = count(attributes['number:min-integer-digits'], 1);
  const decimals = count(attributes['number:decimal-places'], 0);
  return `${'0'.repeat(Math.max(1, digits))}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
}

function count(text: string | undefined, usual: number): number {
  const found = Number(text ?? usual);
  return found >= 0 && found <= 30 ? Math.floor(found) : usual;
}
