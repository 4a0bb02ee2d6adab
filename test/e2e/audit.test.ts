import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, type Page, test } from 'playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { wordsIn } from '../../src/words/words.ts';
import { keyring, runCli } from '../support/command-line.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { answerJson, scriptedController } from '../support/scripted-controller.ts';
import { expectAccessible } from './accessible.ts';
import { dropFiles } from './drop.ts';
import { launch, type Running, temporaryFolder } from './launch.ts';

const words = wordsIn('en');

/** Opens the file and practises with all of its rows. */
async function practised(source: string, rows: number): Promise<Running> {
  const running = await launch();
  const { page } = running;
  await expect(page.getByRole('button', { name: words.window.start.open })).toBeVisible();
  await dropFiles(page, [source]);
  await expect(page.getByRole('radio', { name: `All ${rows}`, exact: true })).toBeAttached();
  const steps = page.getByRole('navigation', { name: 'Steps of this batch' });
  await steps.getByRole('button', { name: /^Push/ }).click();
  const next = page.getByRole('region', { name: 'Status and next step' });
  await next.getByRole('button', { name: /^Practise with \d+ rows?$/ }).click();
  await expect(page.getByRole('region', { name: words.audit.window.title })).toBeVisible();
  return running;
}

async function save(
  { app, page }: Running,
  format: keyof typeof words.audit.window.formats,
  filePath: string,
) {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
  await page.getByRole('button', { name: words.audit.window.save }).click();
  await page.getByRole('menuitem', { name: words.audit.window.formats[format] }).click();
  await expect(page.getByText(words.audit.window.saved(filePath))).toBeVisible();
}

test('A batch is verified in the window, signed, and reported as PDF', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'march.csv');
  const rows = Array.from({ length: 120 }, (_, at) => `march-${at},PL ${at}`);
  writeFileSync(source, ['Reference ID,Plate', ...rows, ''].join('\r\n'));
  const running = await practised(source, 120);
  const { app, page } = running;
  try {
    await page.getByRole('button', { name: words.audit.window.verify, exact: true }).click();
    const trail = page.getByRole('region', { name: words.audit.window.title });
    await expect(trail.getByText(/^Whole and untouched/)).toBeVisible();
    await expect(trail.getByText(words.audit.window.unsigned)).toHaveCount(0);
    await expectAccessible(page, 'a verified batch');
    const pdf = join(folder, 'march.audit.pdf');
    await save(running, 'pdf', pdf);
    const fingerprint = await trail
      .getByTitle(/^[0-9a-f]{64}$/)
      .nth(1)
      .getAttribute('title');
    for (const text of (await pagesOf(pdf)).texts) expect(text).toContain(`Key ${fingerprint}`);
    const state = await page.evaluate(() => window.permitLoader.verifyTrail({ batch: 'march.permitbatch' }));
    expect(state).toMatchObject({ ok: true, value: { discrepancy: null, inTheAir: 0 } });
  } finally {
    await app.close();
  }
});

/** Paper in points. */
const letter = [0, 0, 612, 792];
const a4 = [0, 0, 595, 842];

for (const [system, language, paper] of [
  ['en_CA', 'en', letter],
  ['fr_FR', 'fr', a4],
] as const) {
  test(`Every page of a long PDF has its number, the head and the key (${system})`, async () => {
    const data = temporaryFolder();
    const source = join(data, 'march.csv');
    const rows = Array.from({ length: 150 }, (_, at) => `reference-of-march-${1000 + at},PL ${at},14.50,cad`);
    writeFileSync(source, ['Reference ID,Plate,Amount,Currency', ...rows, ''].join('\r\n'));
    const message = 'The plate is not of this lot';
    const controller = await scriptedController((_, response) =>
      answerJson(response, { ErrorCode: 9021, ErrorMessage: message }),
    );
    try {
      const target = ['--controller', controller.url, '--client', 'OC-TEST', '--token-stdin'];
      const pushed = await runCli(data, ['push', source, '--repair', ...target], 'token-1', { env: keyring });
      expect(pushed.out).toContain('rejected');
    } finally {
      await controller.close();
    }
    const running = await launch({ data, language: system });
    try {
      const out = join(data, 'march.pdf');
      await running.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, out);
      const batch = 'march.permitbatch';
      const trail = await running.page.evaluate(
        (of) => window.permitLoader.verifyTrail({ batch: of }),
        batch,
      );
      if (!trail.ok || trail.value.signed === null) throw new Error('There is no signed trail.');
      const { head, signed } = trail.value;
      const wish = { batch, format: 'pdf', redacted: false } as const;
      const saved = await running.page.evaluate((what) => window.permitLoader.saveReport(what), wish);
      expect(saved).toEqual({ ok: true, value: out });
      const { texts, size } = await pagesOf(out);
      expect(size).toEqual(paper);
      expect(texts.length).toBeGreaterThan(4);
      const { page, footPage } = wordsIn(language).report;
      for (const [at, text] of texts.entries()) {
        expect(text).toContain(page(head ?? '', signed.fingerprint));
        expect(text).toContain(`${footPage} ${at + 1} / ${texts.length}`);
      }
      // No row falls between two pages.
      const whole = texts.join('\n');
      for (let at = 0; at < 150; at++) expect(whole).toContain(`reference-of-march-${1000 + at}`);
    } finally {
      await running.app.close();
    }
  });
}

/** The text of a PDF, page by page, and the size of its first page. */
async function pagesOf(pdf: string) {
  const proxy = await getDocumentProxy(new Uint8Array(readFileSync(pdf)));
  const { text } = await extractText(proxy);
  const { view } = await proxy.getPage(1);
  return { texts: text, size: view.map(Math.floor) };
}

test('A period report is saved, a batch archived and another deleted, and the history still knows them', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'april.csv');
  writeFileSync(source, 'Reference ID,Plate\r\napril-1,PL 1\r\n');
  const running = await practised(source, 1);
  const { app, page } = running;
  const { records, window: own } = words.audit;
  try {
    await page.getByRole('button', { name: records.period, exact: true }).click();
    const period = page.getByRole('dialog', { name: records.period });
    await expect(period).toBeVisible();
    await expectAccessible(page, 'the period report');
    const csv = join(folder, 'period.csv');
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    }, csv);
    await period.getByRole('button', { name: records.saveCsv }).click();
    await expect(page.getByText(own.saved(csv))).toBeVisible();
    expect(readFileSync(csv, 'utf8')).toMatch(/april\.csv,.*,Practice,.*,1,1,0,0,0,/);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words.window.shell.settings, exact: true }).click();
    const settings = page.getByRole('dialog', { name: words.window.settings.title });
    await settings.getByText(records.terms['84'], { exact: true }).click();
    await expect(settings.getByRole('radio', { name: records.terms['84'] })).toBeChecked();
    await settings.getByRole('checkbox', { name: records.keepKnown }).check();
    await expectAccessible(page, 'settings with a term');
    await page.keyboard.press('Escape');

    const archive = join(folder, 'archive');
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, archive);
    await page.getByRole('button', { name: own.more }).click();
    await page.getByRole('menuitem', { name: own.archive }).click();
    const archived = join(archive, 'april.permitbatch');
    await expect(page.getByText(own.archived(archived))).toBeVisible();
    expect(existsSync(archived)).toBe(true);
    const removed = page.getByRole('region', { name: own.removedTitle });
    const fold = removed.getByRole('button', { name: own.removedTitle });
    await expect(fold).toHaveAttribute('aria-expanded', 'false');
    await expect(removed.getByTitle(/april\.csv/)).toBeHidden();
    const find = page.getByRole('textbox', { name: words.window.shell.searchHistory });
    await find.fill('may');
    await expect(removed).toHaveCount(0);
    for (const known of ['APRIL', 'practice', 'archive']) {
      await find.fill(known);
      await expect(removed.getByTitle(/april\.csv/)).toBeVisible();
    }
    await expectAccessible(page, 'a search that finds an archived batch');
    await page.screenshot({ path: test.info().outputPath('archived.png') });
    await find.fill('');
    await expect(removed.getByTitle(/april\.csv/)).toBeHidden();
    await fold.click();
    await expect(removed.getByTitle(/april\.csv/)).toBeVisible();
    const verified = await runCli(archive, ['verify', archived]);
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('whole and untouched')]);

    // Opened again it is a batch like any other, and does not say that it was never pushed.
    await dropFiles(page, [archived]);
    await expect(removed).toHaveCount(0);
    await page
      .getByRole('navigation', { name: 'Steps of this batch' })
      .getByRole('button', { name: /^Results/ })
      .click();
    await expect(page.getByText(words.window.results.fileElsewhere)).toBeVisible();
    await expect(page.getByText(words.window.results.noFile)).toHaveCount(0);

    const second = join(folder, 'may.csv');
    writeFileSync(second, 'Reference ID,Plate\r\nmay-1,PL 1\r\n');
    await dropFiles(page, [second]);
    // The batch before has a push page too.
    await expect(page.getByRole('radio', { name: 'All 1', exact: true })).toBeAttached();
    await page
      .getByRole('navigation', { name: 'Steps of this batch' })
      .getByRole('button', { name: /^Push/ })
      .click();
    const next = page.getByRole('region', { name: 'Status and next step' });
    await next.getByRole('button', { name: /^Practise with \d+ rows?$/ }).click();
    const answer = (response: number) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: true });
      }, response);
    // Not the page says that it is meant so, but the person, in a dialog of the system's.
    await answer(0);
    const kept = await page.evaluate(() => window.permitLoader.deleteBatch({ batch: 'may.permitbatch' }));
    expect(kept).toEqual({ ok: true, value: false });
    expect(existsSync(join(running.data, 'batches/may.permitbatch'))).toBe(true);
    await answer(1);
    await page.getByRole('button', { name: own.more }).click();
    await page.getByRole('menuitem', { name: own.delete }).click();
    await expect(removed.getByTitle(/may\.csv/)).toBeVisible();
    expect(existsSync(join(running.data, 'batches/may.permitbatch'))).toBe(false);
    // What it told of permits was to be kept, and is there alone.
    const keptFiles = readdirSync(join(running.data, 'book')).filter((name) => name.endsWith('.kept'));
    expect(keptFiles).toEqual([expect.stringMatching(/^may\.permitbatch\./)]);
  } finally {
    await app.close();
  }
});

test('Nothing in a file or a reply runs, loads or becomes a formula in a report', async () => {
  const folder = temporaryFolder();
  const source = join(folder, 'hostile.csv');
  const lines = hostileTexts.map((text, at) => [`ref-${at}`, 'PL8', text]);
  writeFileSync(
    source,
    Papa.unparse([['Reference ID', 'Plate', '<script>window.pwned=1</script>'], ...lines]),
  );
  const controller = await scriptedController((request, response) => {
    const at = Number(request.referenceId.slice(4));
    answerJson(response, { ErrorCode: 9021, ErrorMessage: hostileTexts[at] ?? '' });
  });
  try {
    const target = ['--controller', controller.url, '--client', 'OC-TEST', '--token-stdin'];
    const pushed = await runCli(folder, ['push', source, ...target], 'token-1');
    expect(pushed.code).toBe(1);
  } finally {
    await controller.close();
  }
  const batch = join(folder, 'batches', 'hostile.permitbatch');
  const html = join(folder, 'hostile.html');
  const csv = join(folder, 'hostile-report.csv');
  await runCli(folder, ['report', batch, '--format', 'html', '--all-rows', '--out', html]);
  await runCli(folder, ['report', batch, '--format', 'csv', '--out', csv]);

  const cells = Papa.parse<string[]>(readFileSync(csv, 'utf8').slice(1).trimEnd()).data.flat();
  expect(cells.length).toBe(20 * (lines.length + 1));
  expect(cells.filter((cell) => /^[\s\u00a0]*[=+\-@＝]/.test(cell))).toEqual([]);

  const running = await launch();
  try {
    const { requests, ...page } = await inBrowser(running, html);
    expect(requests).toEqual([]);
    expect(page).toEqual({ pwned: null, scripts: 0, loaders: 0, visible: true, seen: true });
  } finally {
    await running.app.close();
  }
});

/** Opens a page in a browser window with script allowed, and tells what it did. */
async function inBrowser({ app }: Running, path: string) {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow, session }, file) => {
    const own = session.fromPartition('hostile');
    const requests: string[] = [];
    (globalThis as { requests?: string[] }).requests = requests;
    own.webRequest.onBeforeRequest(({ url }, answer) => {
      if (!url.endsWith('.html')) requests.push(url);
      answer({});
    });
    const window = new BrowserWindow({ webPreferences: { session: own, sandbox: true } });
    void window.loadFile(file);
  }, path);
  const page: Page = await opened;
  await page.waitForLoadState('load');
  await page.waitForTimeout(300);
  const inPage = await page.evaluate(() => ({
    pwned: (window as { pwned?: number }).pwned ?? null,
    scripts: document.querySelectorAll('script, iframe, object, embed, [onload], [onerror], [onfocus]')
      .length,
    loaders: document.querySelectorAll('img, link, base, form, meta[http-equiv=refresh], a[href]').length,
    seen: (document.body.textContent ?? '').includes('<script>window.pwned=1</script>'),
    visible: (document.querySelector('h1')?.getBoundingClientRect().height ?? 0) > 0,
  }));
  const requests = await app.evaluate(() => (globalThis as { requests?: string[] }).requests ?? []);
  return { ...inPage, requests };
}
