import { describe, expect, test } from 'vitest';
import { type CheckSettings, rowChecker } from '../../src/permit/check.ts';
import { type FieldName, fieldNames } from '../../src/permit/field.ts';
import { type Issue, type IssueCode, repairKinds, severityOf } from '../../src/permit/issue.ts';
import { issues as en } from '../../src/words/en/issues.ts';
import { issues as fr } from '../../src/words/fr/issues.ts';

const settings: CheckSettings = {
  now: Date.parse('2026-06-01T12:00:00Z'),
  zone: 'America/Toronto',
  endDate: 'utc',
  dayEnd: '23:59:59',
  dateOrder: null,
};

/** The first issue of a good row in which one cell has this value. */
function issueOf(field: FieldName, value: string, with_: CheckSettings = settings): Issue {
  const good = { referenceId: 'a', endDate: '', plate: 'P', amount: '14.50', currency: 'CAD' };
  const found = rowChecker(
    fieldNames,
    fieldNames.slice(0, 5),
    with_,
  )(Object.values({ ...good, [field]: value }), {
    quoteUnbalanced: false,
  });
  const issue = found[0];
  if (!issue) throw new Error(`No issue in ${value}`);
  return issue;
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each<[FieldName, string, string, string]>([
  [
    'endDate',
    '2026-02-30T10:00:00',
    'There is no 30 February 2026. The last day of that month is the 28th.',
    'Il n’y a pas de 30 février 2026. Le dernier jour de ce mois est le 28.',
  ],
  [
    'endDate',
    '2026-13-01T10:00:00',
    'There is no month 13. Months go from 01 to 12.',
    'Le mois 13 n’existe pas. Les mois vont de 01 à 12.',
  ],
  [
    'endDate',
    '2026-12-31T24:00:00',
    'There is no hour 24 in “2026-12-31T24:00:00”. The day ends at 23:59:59.',
    'L’heure 24 de « 2026-12-31T24:00:00 » n’existe pas. La journée finit à 23:59:59.',
  ],
  [
    'endDate',
    '2027-03-14T02:30:00',
    '“2027-03-14T02:30:00” does not exist in America/Toronto: the clocks go forward over it. The next time that exists is 2027-03-14T03:00:00.',
    '« 2027-03-14T02:30:00 » n’existe pas dans le fuseau America/Toronto : les horloges avancent et sautent cette heure. La première heure qui existe ensuite est 2027-03-14T03:00:00.',
  ],
  [
    'endDate',
    '03/04/2026',
    '“03/04/2026” can be 3 April 2026 or 4 March 2026. Choose which comes first in this column, the day or the month.',
    '« 03/04/2026 » peut être le 3 avril 2026 ou le 4 mars 2026. Choisissez ce qui vient en premier dans cette colonne, le jour ou le mois.',
  ],
  [
    'endDate',
    '2026-12-31',
    '“2026-12-31” has no time of day. The controller needs one, like 2026-12-31T23:59:59.',
    '« 2026-12-31 » n’a pas d’heure. Le contrôleur en exige une, comme 2026-12-31T23:59:59.',
  ],
  [
    'endDate',
    '2026-05-01T10:00:00',
    '1 May 2026, 10:00:00 has passed (America/Toronto). The permit will have ended.',
    'Le 1er mai 2026 à 10:00:00 est passé (America/Toronto). Le permis sera déjà terminé.',
  ],
  [
    'endDate',
    '2026-11-01T01:30:00',
    '01:30:00 comes twice on 1 November 2026 in America/Toronto, because the clocks go back. The later one is taken.',
    'Le 1er novembre 2026, 01:30:00 revient deux fois dans le fuseau America/Toronto, car les horloges reculent. La seconde fois est retenue.',
  ],
  [
    'referenceId',
    '1.23E+15',
    'The spreadsheet turned this reference ID into the number 1.23E+15 and destroyed its last digits. It cannot be repaired here: copy it again from where it came from, into a column formatted as text.',
    'Le tableur a changé cet ID de référence en un nombre, 1.23E+15, et en a détruit les derniers chiffres. Impossible de le réparer ici : copiez-le de nouveau depuis sa source, dans une colonne au format texte.',
  ],
  [
    'referenceId',
    'a b',
    '“a b” contains a space. A reference ID has only letters, digits and dashes.',
    '« a b » contient une espace. Un ID de référence n’a que des lettres sans accent, des chiffres et des tirets.',
  ],
  [
    'plate',
    'A'.repeat(26),
    'This plate has 26 characters. It can have at most 25.',
    'Cette plaque a 26 caractères. Elle peut en avoir 25 au plus.',
  ],
  [
    'amount',
    '-5.00',
    '-5.00 is less than nothing. The controller takes 0.01 to 999999.99.',
    '-5.00 est négatif. Le contrôleur accepte de 0.01 à 999999.99.',
  ],
  [
    'amount',
    'free',
    '“free” is not an amount the controller reads. Write digits, a point and two digits, like 14.50.',
    '« free » n’est pas un montant que le contrôleur lit. Écrivez des chiffres, un point et deux chiffres, comme 14.50.',
  ],
  [
    'currency',
    'EUR',
    '“EUR” is not a currency the controller takes. Write CAD or USD.',
    '« EUR » n’est pas une devise que le contrôleur accepte. Écrivez CAD ou USD.',
  ],
])('%s %j', (field, value, english, french) => {
  const issue = issueOf(field, value);
  expect(en.message(issue)).toBe(english);
  expect(plain(fr.message(issue))).toBe(french);
});

const codes = Object.keys(severityOf) as IssueCode[];

const facts = {
  length: 60,
  min: 2,
  max: 50,
  cells: 7,
  expected: 5,
  first: 3,
  row: 4,
  character: 'U+FFFD',
  merged: '2026-12-31T23:59:59',
  zone: 'UTC',
  reference: 'a-1',
  references: 'a-1, a-2',
  permit: 'P-1',
  day: '2026-11-29',
  batch: 'new.permitbatch',
  count: 12,
  nearest: 'Lot 01',
};

/** Every path that leads to a sentence: each code with each of the facts that its check may state. */
const samples: readonly Issue[] = [
  ...codes.map((code) => ({
    column: 1,
    field: null,
    code,
    value: '2026-12-31T01:00:00',
    facts,
    repair: null,
  })),
  ...(
    [
      ['endDate', '2026-00-10T10:00:00'],
      ['endDate', '0000-01-10T10:00:00'],
      ['endDate', '2026-12-00T10:00:00'],
      ['endDate', '31/31/2026'],
      ['endDate', '9999-12-31T23:59:59'],
      ['endDate', '2026-12-31 25:00'],
      ['endDate', 'soon'],
      ['endDate', '03/04/26'],
      ['endDate', '46387'],
      ['endDate', '2026/12/31 10:00'],
      ['endDate', '2026-12-31T10:00:00Z'],
      ['endDate', 'Monday 31 December 2026'],
      ['referenceId', 'A'.repeat(51)],
      ['amount', '0.00'],
      ['amount', '1000000.00'],
      ['amount', '0000014.50'],
      ['plate', `a\ufffd${'b'.repeat(200)}`],
    ] as const
  ).map(([field, value]) => issueOf(field, value)),
  { column: 1, field: 'plate', code: 'plate-repeated', value: 'ABC 1', facts: { row: 4 }, repair: null },
  issueOf('endDate', '2026-12-31T10:00:00Z', { ...settings, zone: null }),
  issueOf('endDate', '31/12/2026', { ...settings, dateOrder: 'month-first' }),
];

describe.each([
  ['English', en],
  ['French', fr],
])('%s', (language, words) => {
  test.each(codes)('%s has a heading of its own', (code) => {
    expect(words.titles[code]).toMatch(/^\p{Lu}.{3,40}$/u);
    expect(codes.filter((other) => words.titles[other] === words.titles[code])).toEqual([code]);
  });

  test.each(samples.map((issue) => [issue.code, issue.value, issue] as const))(
    '%s of %j',
    (_code, _value, issue) => {
      const sentence = words.message(issue);
      expect(sentence).toMatch(/^[\p{L}\p{N}“«-].*[.]$/u);
      expect(sentence).not.toMatch(/!|null|NaN|undefined|\[object| {2}/);
      expect(sentence.length).toBeLessThan(260);
      if (language === 'French') expect(sentence).not.toMatch(/ [:;?»]|« /);
    },
  );

  const changing = repairKinds.filter((kind) => kind !== 'blank' && kind !== 'missing-cells');
  test.each(changing)('%s shows the value before and after', (kind) => {
    const label = words.repairLabel({ kind, value: '2026-12-31T23:59:59' }, '31/12/2026');
    expect(label).toContain('31/12/2026 → 2026-12-31T23:59:59');
  });
});
