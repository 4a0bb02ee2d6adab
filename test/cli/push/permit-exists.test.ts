import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EndedCli } from '../../support/command-line.ts';
import { type PushFolder, pushFolder } from '../../support/push-folder.ts';
import { accept, type ScriptedController, scriptedController } from '../../support/scripted-controller.ts';

let place: PushFolder;
let controller: ScriptedController;
beforeEach(async () => {
  place = pushFolder('token-of-creations-0815');
  controller = await scriptedController(accept);
});
afterEach(async () => {
  await controller.close();
  place.remove();
});

const header = 'Permit No,Lot,Plate,End Date';
const lines = [
  'P-1,Lot 7,ABC 123,2031-06-30T23:59:59',
  'P-2,Lot 7,ABC 124,2031-06-30T23:59:59',
  'P-3,Lot 7,ABC 125,2031-06-30T23:59:59',
];

function file(name: string, ...text: string[]): string {
  const path = join(place.folder, name);
  writeFileSync(path, text.join(''));
  return path;
}

const creation = (path: string) => ['push', path, '--operation', 'create', ...place.to(controller.url)];
const told = ({ code, out }: EndedCli) => ({ code, ...(JSON.parse(out) as Record<string, unknown>) });

async function create(path: string, ...more: string[]): Promise<Record<string, unknown>> {
  return told(await place.run([...creation(path), ...more]));
}

test('what was created is refused row by row when the file comes again in other bytes and another order', async () => {
  expect(await create(file('first.csv', `${header}\r\n${lines.join('\r\n')}`))).toMatchObject({
    code: 0,
    accepted: 3,
  });
  const [one = '', two = ''] = lines;
  const again = file(
    'again.csv',
    `${header}\n`,
    'P-4,Lot 7,NEW 1,2031-06-30T23:59:59\n',
    `${two}\n`,
    `${one}\n`,
  );
  const named = ['connection', 'add', 'Lot 7', '--controller', controller.url, '--client', 'OC-TEST'];
  expect((await place.run(named)).code).toBe(0);
  const validate = ['validate', again, '--operation', 'create', '--json'];
  const alone = await place.run(validate);
  expect(JSON.parse(alone.out).issueCounts).toEqual({});
  const checked = await place.run([...validate, '--connection', 'Lot 7']);
  expect(checked.code).toBe(1);
  const { issueCounts, issues } = JSON.parse(checked.out);
  expect(issueCounts).toEqual({ 'permit-exists': 2 });
  expect(issues[0]).toMatchObject({ row: 3, column: null, code: 'permit-exists', severity: 'error' });
  expect(issues[0].message).toContain('Permit P-2 was created here on');
  expect(issues[0].message).toContain('from row 3 of first.permitbatch');

  expect(await create(again)).toMatchObject({ code: 1, accepted: 0, stoppedBy: { code: 'rows-invalid' } });
  expect(controller.got).toHaveLength(3);
  const others = await create(again, '--only-valid');
  expect(others).toMatchObject({ code: 1, accepted: 1, skipped: 2 });
  expect(controller.got).toHaveLength(4);
  expect(readFileSync(others['results'] as string, 'utf8')).toContain(
    'P-2,Lot 7,ABC 124,2031-06-30T23:59:59,skipped',
  );
  const meant = await create(again, '--again', '--confirm', 'permit-exists');
  expect(meant).toMatchObject({ code: 0, accepted: 3 });
});

test('of two lists that share a permit and are pushed at once, one waits, and then is told of it', async () => {
  const [one = '', two = '', three = ''] = lines;
  const meanwhile: Promise<Record<string, unknown>>[] = [];
  await controller.close();
  controller = await scriptedController((request, response) => {
    if (request.before > 0) return accept(request, response);
    // The first list is not through before the other has been refused, or has sent what it holds.
    const other = file('other.csv', `${header}\n${two}\n${three}`);
    meanwhile.push(place.start(creation(other)).ended.then(told));
    void meanwhile[0]?.then(() => accept(request, response));
  });
  expect(await create(file('first.csv', `${header}\n${one}\n${two}`))).toMatchObject({ accepted: 2 });
  const refused = await meanwhile[0];
  expect(refused).toMatchObject({ code: 1, accepted: 0, stoppedBy: { code: 'creations-busy' } });
  const later = await create(refused?.['batch'] as string, '--only-valid');
  expect(later).toMatchObject({ code: 1, accepted: 1, issueCounts: { 'permit-exists': 1 } });
  expect(controller.got).toHaveLength(3);
});

test('a batch that was checked before the other was pushed is looked up again right before it is sent', async () => {
  const [one = '', two = ''] = lines;
  const early = await create(file('early.csv', `${header}\n${one}\n,Lot 7,,`));
  expect(early).toMatchObject({ code: 1, stoppedBy: { code: 'rows-invalid' } });
  await create(file('first.csv', `${header}\n${one}\n${two}`));
  const late = await create(early['batch'] as string, '--only-valid');
  expect(late).toMatchObject({ code: 1, accepted: 0, issueCounts: { 'permit-exists': 1 } });
  expect(controller.got).toHaveLength(2);
});

test('where the book cannot be used a push goes on, and says once that nothing is known', async () => {
  const [one = ''] = lines;
  mkdirSync(join(place.data, 'book'), { recursive: true });
  writeFileSync(join(place.data, 'book', 'forgotten.json'), '[{');
  const source = file('first.csv', `${header}\n${one}`);
  const pushed = await place.run(['push', source, '--operation', 'create', ...place.to(controller.url)]);
  expect(pushed.code).toBe(0);
  expect(pushed.err.match(/permits\.book cannot be used/g)).toHaveLength(1);
});
