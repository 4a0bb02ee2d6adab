import { describe, expect, test } from 'vitest';
import { loneCli } from '../support/lone-cli.ts';

const { cli, add } = loneCli();

describe('connection', () => {
  test('added, listed and removed', async () => {
    const options = ['--rate', '5', '--concurrency', '4', '--zone', 'America/Toronto', '--end-date', 'utc'];
    const added = await add('Lot 7', ...options, '--day-end', '18:00:00');
    expect(added).toMatchObject({ code: 0, err: '' });
    const listed = await cli(['connection', 'list', '--json']);
    expect(JSON.parse(listed.out)).toEqual({
      connections: [
        expect.objectContaining({ name: 'Practice', practice: true }),
        {
          name: 'Lot 7',
          practice: false,
          controller: 'https://controller.example',
          client: 'OC-TOMA',
          rate: 5,
          concurrency: 4,
          zone: 'America/Toronto',
          endDate: 'utc',
          dayEnd: '18:00:00',
          plateForm: null,
        },
      ],
    });
    expect((await cli(['connection', 'list'])).out).toMatch(
      /^Lot 7 +https:\/\/controller\.example +OC-TOMA$/m,
    );
    expect((await cli(['connection', 'remove', 'Lot 7'])).code).toBe(0);
    expect((await cli(['connection', 'list'])).out).not.toContain('Lot 7');
  });

  test.each<[string, readonly string[]]>([
    ['no controller', ['connection', 'add', 'Lot 7', '--client', 'OC-TOMA']],
    ['plain http', ['connection', 'add', 'Lot 7', '--controller', 'http://x.example', '--client', 'OC-TOMA']],
    [
      'no number',
      ['connection', 'add', 'L', '--controller', 'https://x.example', '--client', 'C', '--rate', 'x'],
    ],
    ['removing what is not there', ['connection', 'remove', 'Lot 7']],
    ['removing practice', ['connection', 'remove', 'Practice']],
    ['no subcommand', ['connection']],
  ])('%s is wrong usage', async (_name, args) => {
    const ended = await cli(args);
    expect(ended.code).toBe(2);
    expect(ended.err).not.toBe('');
    expect(ended.out).toBe('');
  });
});
