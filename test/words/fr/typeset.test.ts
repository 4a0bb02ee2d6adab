import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/setup/root.mjs';
import { fr } from '../../../src/words/fr/typeset.ts';

const folder = join(root, 'src/words/fr');

/** Every text that a file has between quotes, but those of templates that `fr` spaces. */
function textsOf(name: string): string[] {
  const { program, errors } = parseSync(name, readFileSync(join(folder, name), 'utf8'));
  expect(errors).toEqual([]);
  const texts: string[] = [];
  const spaced = new Set<ESTree.TemplateElement>();
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type === 'Identifier' && tag.name === 'fr') for (const one of quasi.quasis) spaced.add(one);
    },
    TemplateElement(one) {
      if (!spaced.has(one)) texts.push(one.value.cooked ?? '');
    },
    Literal({ value }) {
      if (typeof value === 'string') texts.push(value);
    },
  }).visit(program);
  return texts;
}

test('No French sentence breaks before its own punctuation', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = files.flatMap((name) => textsOf(name));
  expect(texts.length).toBeGreaterThan(700);
  expect(texts.filter((text) => / [:;?!»]|« /.test(text))).toEqual([]);
});

test('The tag spaces a sentence’s own words and leaves the values in it alone', () => {
  const narrow = '\u202f';
  const space = '\u00a0';
  expect(fr`« ${'a : b'} » : oui ; non ? si !`).toBe(
    `«${space}a : b${space}»${space}: oui${narrow}; non${narrow}? si${narrow}!`,
  );
});
