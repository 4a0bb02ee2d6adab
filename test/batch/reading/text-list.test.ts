import { expect, test } from 'vitest';
import { TextList } from '../../../src/batch/reading/text-list.ts';

const block = 1 << 20;

const lists: Readonly<Record<string, readonly string[]>> = {
  none: [],
  'short ones, blank ones and other letters': ['PL8RDR', '', 'é', 'Ёжик', '停车', '🅿️', '', 'x'],
  'more than it has room for at first': Array.from({ length: 5_000 }, (_, at) => `permit ${at}`),
  'to the end of a block and beyond': ['a'.repeat(block - 1), '', 'b', 'c'.repeat(block), '', 'd', ''],
  'larger than a block, with blank ones after': [
    'é'.repeat(block),
    '',
    '',
    'after',
    'f'.repeat(3 * block),
    '',
  ],
  'blank ones only': ['', '', ''],
};

for (const [name, texts] of Object.entries(lists)) {
  test(`gives back what it took: ${name}`, () => {
    const list = new TextList();
    for (const text of texts) list.add(text);
    const found = texts.map((_, at) => list.at(at));
    expect(found.every((text, at) => text === texts[at])).toBe(true);
    for (const beside of [-1, texts.length, 0.5, Number.NaN]) expect(list.at(beside)).toBeUndefined();
  });
}
