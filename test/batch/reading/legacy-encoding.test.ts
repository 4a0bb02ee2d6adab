import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textDecoder } from '../../../src/batch/reading/dos-code-pages.ts';
import { encodingNamed, legacyEncodings } from '../../../src/batch/reading/legacy-encoding.ts';

/** A text as a program that knows only this encoding writes it. */
function encoded(text: string, encoding: string): Buffer {
  const decoder = textDecoder(encoding);
  const codes = new Map(
    Array.from({ length: 256 }, (_, code) => [decoder.decode(Buffer.from([code])), code]),
  );
  return Buffer.from(
    Array.from(text, (character) => {
      const code = codes.get(character);
      if (code === undefined) throw new Error(`${encoding} has no ${character}`);
      return code;
    }),
  );
}

const french = [
  'Référence;Échéance;Plaque',
  'payé à l’accueil de Montréal',
  'François, Hélène et Noël ont déjà vu la forêt',
  'ÉLÈVE DE L’ÉCOLE FRANÇAISE',
  'ÉTÉ24',
];

describe('the encodings of old programs', () => {
  test.each(['macintosh', 'windows-1252'])('%s is told from the letters', (name) => {
    for (const text of french) expect(legacyEncodings(encoded(text, name)), text).toEqual([name]);
  });

  test.each(['cp850', 'cp437'])('%s is told from the letters, or reads the same', (name) => {
    for (const text of ['Référence', 'payé à Montréal', 'forêt, Noël et déjà', 'Müller Straße']) {
      const bytes = encoded(text, name);
      const [found, ...others] = legacyEncodings(bytes);
      expect(others).toEqual([]);
      expect(textDecoder(found).decode(bytes)).toBe(text);
    }
  });

  test('where two fit equally, both are named and none is taken', () => {
    expect(legacyEncodings(encoded('fête, tête', 'cp850'))).toEqual(['macintosh', 'cp850']);
  });

  test.each([
    'payé',
    'Brand™ 5 € – “soldes”',
    'l’été… déjà',
    'cœur, Šimon, Žižek',
    '20 °C, 5 m², ½ prix',
    'Smith† & fils',
    'naïve café',
    'ÇA VA',
  ])('Windows-1252 stays what it is: %s', (text) => {
    expect(legacyEncodings(encoded(text, 'windows-1252'))).toEqual(['windows-1252']);
  });

  test('other scripts are left to the detector', () => {
    const russian = Buffer.from('cff0e8e2e5f22c20ece8f02120cff0e8e2e5f22c20ece8f021', 'hex');
    expect(legacyEncodings(russian)).toEqual(['windows-1251']);
  });

  test.each([
    ['CP850', 'cp850'],
    ['ibm437', 'cp437'],
    ['850', 'cp850'],
    ['MacRoman', null],
    ['macintosh', 'macintosh'],
    ['latin1', 'windows-1252'],
    ['cp1252', 'windows-1252'],
  ])('the label %s stands for %s', (label, name) => {
    expect(encodingNamed(label)).toBe(name);
  });

  test('bytes are decoded the same in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 300 }), (bytes, at) => {
        for (const name of ['cp850', 'cp437']) {
          const decoder = textDecoder(name);
          const pieces = [bytes.subarray(0, at), bytes.subarray(at)].map((piece) =>
            decoder.decode(piece, { stream: true }),
          );
          expect(pieces.join('') + decoder.decode()).toBe(textDecoder(name).decode(bytes));
        }
      }),
    );
  });
});
