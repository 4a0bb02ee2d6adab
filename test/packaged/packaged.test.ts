import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import Papa from 'papaparse';
import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { dropFiles } from '../e2e/drop.ts';
import { clearKeyring, secretInKeyring } from '../support/keyring.ts';
import { sampleCounts, samplePath, sampleResults } from '../support/sample.ts';
import { executable, launchPackage } from './launch.ts';

const words = wordsIn('en').window;
const folder = () => mkdtempSync(join(tmpdir(), 'permit-loader-packaged-'));
/** What getCurrentFuseWire answers. */
const off = 48;
const on = 49;

test('Its fuses are set, and the code is in one archive with the native modules beside it', async () => {
  const wire = await getCurrentFuseWire(executable());
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    cookies: wire[FuseV1Options.EnableCookieEncryption],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    file: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({
    runAsNode: off,
    nodeOptions: off,
    inspect: off,
    cookies: on,
    onlyAsar: on,
    integrity: on,
    file: off,
  });
  if (process.platform === 'darwin') return;
  const resources = join(dirname(executable()), 'resources');
  expect(readdirSync(resources).filter((name) => name.startsWith('app.'))).toEqual([
    'app.asar',
    'app.asar.unpacked',
  ]);
  const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true, encoding: 'utf8' });
  const natives = unpacked.filter((name) => name.endsWith('.node'));
  expect(natives.some((name) => name.includes('keytar'))).toBe(true);
  expect(natives.some((name) => name.includes('@photostructure'))).toBe(true);
});

test('A dropped file is checked and pushed to practice, and its results stand beside it; the next start knows it', async () => {
  const place = folder();
  const source = join(place, 'march-renewals.csv');
  copyFileSync(samplePath, source);
  const data = join(place, 'data');
  const app = await launchPackage([`--user-data-dir=${data}`]);
  const { page } = app;
  await expect(page.getByRole('button', { name: words.start.open })).toBeVisible();
  await dropFiles(page, [source]);
  await expect(page.getByRole('radio', { name: `All ${sampleCounts.rows}`, exact: true })).toBeAttached();
  await page.getByRole('button', { name: 'Practise with 14 rows' }).click();
  await page.getByRole('checkbox', { name: /^Leave out 16 rows with errors/ }).check();
  const next = page.getByRole('region', { name: 'Status and next step' });
  await next.getByRole('button', { name: 'Practise with 14 rows' }).click();
  await expect(page.getByRole('button', { name: 'accepted 14' })).toBeVisible();

  const results = join(place, 'march-renewals.results.csv');
  const { data: lines } = Papa.parse<string[]>(readFileSync(results, 'utf8').slice(1).trimEnd());
  const answered = lines[0]?.indexOf('opscom_completed_at') ?? -1;
  for (const line of lines.slice(1)) line[answered] = '';
  expect(lines).toEqual(sampleResults(readFileSync(source, 'utf8')));

  // The batch, handed on to somebody else before the push, is theirs to open.
  const batch = join(data, 'batches/march-renewals.permitbatch');
  await app.close();
  const handed = join(place, 'handed-on.permitbatch');
  copyFileSync(batch, handed);

  expect(statSync(results).mode & 0o777).toBe(0o600);
  expect(openToOthers(data)).toEqual([]);
  expect(readdirSync(data)).toEqual(expect.arrayContaining(['batches']));

  const other = await launchPackage([`--user-data-dir=${join(place, 'other')}`, handed]);
  await expect(other.page.getByRole('radio', { name: 'All 30', exact: true })).toBeAttached();
  await other.close();
  expect(readdirSync(join(place, 'other/batches'))).toContain('handed-on.permitbatch');
});

test('A file that is big enough for worker threads is read, which find their programs in the archive', async () => {
  const place = folder();
  const source = join(place, 'big.csv');
  const rows = Array.from(
    { length: 80_000 },
    (_, at) => `ref-${at}-1234567890,P${at},2031-06-01T23:59:59,"a, é ${at}"`,
  );
  writeFileSync(source, ['Reference ID,Plate,End Date,Notes', ...rows].join('\r\n'));
  expect(statSync(source).size).toBeGreaterThan(2 ** 22);
  const app = await launchPackage([`--user-data-dir=${join(place, 'data')}`]);
  await expect(app.page.getByRole('button', { name: words.start.open })).toBeVisible();
  await dropFiles(app.page, [source]);
  await expect(app.page.getByRole('radio', { name: 'All 80,000', exact: true })).toBeAttached({
    timeout: 30_000,
  });
  await app.close();
});

test('It takes no orders from the environment or from switches, and opens no developer tools', async () => {
  const place = folder();
  const mark = join(place, 'ran');
  const script = join(place, 'intruder.cjs');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'x')`);
  const app = await launchPackage([`--user-data-dir=${join(place, 'data')}`, '--inspect=0'], {
    NODE_OPTIONS: `--require ${script}`,
    ELECTRON_RUN_AS_NODE: '1',
  });
  await expect(app.page.getByRole('button', { name: words.start.open })).toBeVisible();
  for (const keys of ['Control+Shift+I', 'F12', 'Meta+Alt+I']) await app.page.keyboard.press(keys);
  await app.page.waitForTimeout(300);
  const session = await app.browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  expect(targetInfos.filter(({ url }) => url.startsWith('devtools:'))).toEqual([]);
  expect(app.said()).not.toMatch(/Debugger listening|DevTools.*inspect/);
  await app.close();
  expect(existsSync(mark)).toBe(false);
});

test('The keychain works in it', async () => {
  const app = await launchPackage([`--user-data-dir=${join(folder(), 'data')}`]);
  try {
    const answer = await app.page.evaluate(async () => {
      const { permitLoader } = window;
      await permitLoader.saveConnection({
        previousName: null,
        name: 'Packaged lot',
        controller: 'https://controller.example.com',
        client: 'OC-TOMA',
        rate: null,
        concurrency: 8,
        zone: null,
        endDate: 'unchanged',
        dayEnd: '23:59:59',
      });
      return permitLoader.setToken({ connection: 'Packaged lot', token: 'packaged-token-1' });
    });
    expect(answer.ok).toBe(true);
    expect(await secretInKeyring('Packaged lot')).toBe('packaged-token-1');
  } finally {
    await app.close();
    await clearKeyring();
  }
});

/** What is ours in a data folder; the rest is Chromium's, which the folder's own rights keep to its owner. */
const ours = /^(batches|results|sample|connections\.json|preferences\.json|permit-loader\.log)/;

/** Files and folders that anybody but their owner may read or write. */
function openToOthers(data: string): string[] {
  const own = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => ours.test(name));
  return ['', ...own]
    .map((name) => join(data, name))
    .filter((path) => ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
}
