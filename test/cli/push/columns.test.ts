import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controller, place, withAccepting } from '../../support/each-push.ts';

withAccepting('token-of-columns-4711');

function file(...lines: readonly string[]): string {
  const path = join(place.folder, 'columns.csv');
  writeFileSync(path, lines.join('\r\n'));
  return path;
}

const cases = [
  {
    of: 'a second date',
    lines: [
      'Reference ID,License Plate,End Date,Expiry Date',
      'R-1,ABC123,2031-12-31T23:59:59,2032-06-30T23:59:59',
    ],
    asked: 'Expiry Date',
    field: 'endDate',
    taken: { endTime: '2032-06-30T23:59:59' },
    leftOut: { endTime: '2031-12-31T23:59:59' },
  },
  {
    of: 'a time beside a date',
    lines: ['Reference ID,End Date,End Time,License Plate', 'R-1,2032-06-30,18:00,ABC123'],
    asked: 'End Time',
    field: 'endDate',
    taken: { endTime: '2032-06-30T18:00:00' },
    leftOut: { endTime: '2032-06-30T23:59:59' },
  },
  {
    of: 'a header that is merely similar',
    lines: ['Reference ID,License Plate,Lease End', 'R-1,ABC123,2032-06-30T23:59:59'],
    asked: 'Lease End',
    field: 'endDate',
    taken: { endTime: '2032-06-30T23:59:59' },
    leftOut: {},
  },
  {
    of: 'a column whose values alone look like a field',
    lines: [
      'Reference ID,License Plate,When',
      'R-1,ABC123,2032-06-30T23:59:59',
      'R-3,ABC124,2032-06-30T23:59:59',
    ],
    asked: 'When',
    field: 'endDate',
    taken: { endTime: '2032-06-30T23:59:59' },
    leftOut: {},
  },
  {
    of: 'a header that stands twice',
    lines: ['Reference ID,plate,plate', 'R-1,ABC123,ABC124'],
    asked: 'Column 3',
    field: 'plate',
    taken: { plate: 'ABC124' },
    leftOut: { plate: 'ABC123' },
  },
];

test.each(cases)(
  '$of is asked about before anything is sent, and taken when that is said',
  async ({ lines, asked, field, taken }) => {
    const path = file(...lines);
    const checked = JSON.parse((await place.run(['validate', path, '--json'])).out);
    expect(checked.notes.join('\n')).toContain(`--map "${asked}=${field}"`);
    for (const [language, word] of [
      ['en', 'waits for your decision'],
      ['fr', 'attend votre décision'],
    ] as const) {
      const refused = await place.run(['--lang', language, 'push', path, ...place.to(controller.url)]);
      expect(refused.code).toBe(2);
      const { stoppedBy, accepted } = JSON.parse(refused.out);
      expect(stoppedBy.code).toBe('columns-undecided');
      expect(stoppedBy.message).toContain(word);
      expect(stoppedBy.message).toContain(`--map "${asked}=${field}"`);
      expect(stoppedBy.message).toContain(`--map "${asked}="`);
      expect(refused.err).toContain(asked);
      expect(accepted).toBe(0);
    }
    expect(controller.got).toEqual([]);

    const map = ['--map', `${asked}=${field}`, '--repair'];
    expect((await place.run(['push', path, ...map, ...place.to(controller.url)])).code).toBe(0);
    expect(controller.got.map(({ body }) => body)).toMatchObject(lines.slice(1).map(() => taken));
  },
);

test.each(cases)(
  '$of can be left out, which is remembered for files with these headers',
  async ({ lines, asked, leftOut }) => {
    const path = file(...lines);
    const to = ['--repair', ...place.to(controller.url)];
    expect((await place.run(['push', path, '--map', `${asked}=`, ...to])).code).toBe(0);
    expect(controller.got.map(({ body }) => body)).toMatchObject(lines.slice(1).map(() => leftOut));
    const next = file(...lines.map((line) => line.replace('R-1', 'R-2')));
    expect((await place.run(['push', next, ...to])).code).toBe(0);
    expect(controller.got).toHaveLength(2 * (lines.length - 1));
  },
);

test('a decision about one column leaves the others asked', async () => {
  const path = file(
    'Reference ID,plate,Licence Plate,End Date,Expires',
    'R-1,ABC123,X,2032-06-30T23:59:59,2033-06-30T23:59:59',
  );
  const args = ['push', path, '--map', 'Expires=', ...place.to(controller.url)];
  expect((await place.run(args)).code).toBe(2);
  const again = await place.run(['push', path, ...place.to(controller.url)]);
  expect(again.code).toBe(2);
  expect(JSON.parse(again.out).stoppedBy.message).not.toContain('Expires');
  expect(JSON.parse(again.out).stoppedBy.message).toContain('Licence Plate');
});

test.each([
  'Reference ID,License Plate,End Date,Amount,Currency,Lot,Name,Start Date,Start Time,Status,Created,Permit Type',
  'GUID,Plate,Expiry Date (YYYY-MM-DD),Fee,Cur,Make,Model,Colour,Province,Plate Type,Notes,E-mail,Phone,Issued Date',
  'Réf.,Plaque,Date de fin,Montant,Devise,Nom,Téléphone,Courriel,Date de début,Province,Marque,Modèle,Remarques,Statut',
])('an ordinary file is not stopped: %s', async (headers) => {
  const cells = ['R-1', 'ABC123', '2032-06-30T23:59:59', '14.50', 'CAD', '1', '2', '08:00', 'a', 'b', 'c'];
  const row = headers.split(',').map((_, at) => cells[at] ?? '2026-01-01');
  const pushed = await place.run(['push', file(headers, row.join(',')), ...place.to(controller.url)]);
  expect(pushed).toMatchObject({ code: 0 });
  expect(controller.got).toHaveLength(1);
});
