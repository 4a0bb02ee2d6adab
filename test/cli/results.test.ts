import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cliHere } from '../support/cli-here.ts';
import { makeBatch } from '../support/made-batch.ts';

const data = mkdtempSync(join(tmpdir(), 'permit-loader-results-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));
const document = makeBatch(data, { rows: [['ref-1', 'A;B', 'one, two']] });
document.close();

const write = (name: string, separator: string) =>
  cliHere(data, ['results', document.path, '--out', join(data, name), '--separator', separator]);

test.each([
  ['semicolon', ';', 'ref-1;"A;B";"one, two";unsent;'],
  [';', ';', 'ref-1;"A;B";"one, two";unsent;'],
  ['tab', '\t', 'ref-1\tA;B\t"one, two"\tunsent\t'],
  ['comma', ',', 'ref-1,A;B,"one, two",unsent,'],
])(
  '--separator %s: a spreadsheet of such a region finds its cells, and so does the next reading',
  async (name, separator, line) => {
    const file = `${name === ';' ? 'sign' : name}.csv`;
    expect((await write(file, name)).code).toBe(0);
    expect(readFileSync(join(data, file), 'utf8').split('\r\n')[1]).toContain(line);
    const read = await cliHere(data, ['read', join(data, file), '--json']);
    expect(JSON.parse(read.out)).toMatchObject([{ delimiter: separator, rows: 1 }]);
  },
);

test('what separates nothing is refused', async () => {
  const { code, err } = await write('refused.csv', '-');
  expect({ code, err }).toEqual({
    code: 2,
    err: '--separator takes comma, semicolon, tab or pipe; “-” is none of them.\n',
  });
});
