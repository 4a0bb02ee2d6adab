import { generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { root } from '../../scripts/setup/root.mjs';
import { wordsIn } from '../../src/words/words.ts';
import { type Feed, manifestOf, serveFeed } from './feed.ts';
import { close, launch, type Running, temporaryFolder } from './launch.ts';
import { partsOf, permits } from './parts.ts';

const installer = '#!/bin/sh\nexit 0\n';
const name = 'latest-linux.yml';
const words = wordsIn('en').app;

// The manifest and the installer have another name on each system.
test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'Only on Linux x64');

test('Nobody is asked and no menu entry offers it until a person names a release feed', async () => {
  const french = wordsIn('fr');
  const running = await launch({ language: 'fr_CA' });
  const { page } = running;
  try {
    expect(await chooses(running, french.app.menu.updates)).toBe(false);
    const feed = page.getByLabel(french.window.settings.updates.label);
    await page.evaluate(() => window.permitLoader.describeApp());
    await page.keyboard.press('Control+,');
    await feed.fill('http://versions.example.com/');
    await feed.press('Enter');
    await expect(
      page.getByText(french.app.failures['feed-address']({ address: 'http://versions.example.com/' })),
    ).toBeVisible();
    expect(await chooses(running, french.app.menu.updates)).toBe(false);
    const served = await serveFeed();
    await feed.fill(served.url);
    await feed.press('Enter');
    await expect.poll(() => chooses(running, french.app.menu.updates)).toBe(true);
    served.close();
  } finally {
    await close(running);
  }
});

test('A newer version is told with its notes and a link, and the feed is asked once', async () => {
  const feed = await serveFeed();
  feed.files.set(name, manifestOf('77.0.1', installer));
  const running = await launch({ data: dataWith(feed) });
  try {
    await answer(running, 1);
    expect(feed.asked()).toEqual([]);
    expect(await chooses(running, words.menu.updates)).toBe(true);
    const [told] = await said(running);
    expect(told).toMatchObject({
      message: words.updates.newer('77.0.1'),
      detail: `Reads faster.\n\n${words.updates.unproven}`,
      buttons: [words.updates.later, words.updates.page],
    });
    await expect.poll(() => said(running)).toEqual([{ page: feed.url }]);
    expect(feed.asked()).toEqual([name]);

    feed.files.set(name, manifestOf('0.0.1', installer));
    await chooses(running, words.menu.updates);
    expect(await said(running)).toMatchObject([{ message: expect.stringContaining('newest') }]);
    feed.files.clear();
    await chooses(running, words.menu.updates);
    expect(await said(running)).toMatchObject([
      { message: words.updates.notKnown, detail: words.failures['feed-unreadable']({ address: feed.url }) },
    ]);
    expect(feed.asked()).toEqual([name, name]);
  } finally {
    await close(running);
    feed.close();
  }
});

test('Only what the built-in key proves is downloaded, and it is installed when the app is closed', async () => {
  const { feed, image, place, offer, running } = await startWithKey();
  try {
    const unproven = await offer('77.0.1', installer, null);
    expect(unproven).toMatchObject([{ buttons: [words.updates.later, words.updates.page] }]);
    await expect.poll(() => said(running)).toEqual([{ page: feed.url }]);
    expect(await offer('77.0.1', installer, 'theirs')).toMatchObject([
      { message: words.updates.forged, detail: words.updates.forgedDetail('77.0.1') },
    ]);
    expect(await offer('0.0.1', installer, 'ours')).toMatchObject([
      { message: expect.stringContaining('newest') },
    ]);
    // Nothing of these was fetched but manifests and signatures.
    expect(feed.asked().filter((file) => file.endsWith('.AppImage'))).toEqual([]);

    const replaced = await offer('77.0.1', installer.replace('0', '1'), 'ours');
    expect(replaced).toMatchObject([{ buttons: [words.updates.later, words.updates.install] }]);
    await expect.poll(() => said(running)).toMatchObject([{ message: words.updates.failed('77.0.1') }]);

    await offer('77.0.2', installer, 'ours');
    await expect.poll(() => said(running)).toMatchObject([{ message: words.updates.ready('77.0.2') }]);
    expect(readFileSync(image, 'utf8')).toBe('the version before');
  } finally {
    await close(running);
    feed.close();
  }
  expect(readFileSync(image, 'utf8')).toBe(installer);
  expect(readdirSync(place).sort()).toEqual(['Permit Loader.AppImage', 'cache']);
});

test('A download that somebody changed before the app was closed is not installed', async () => {
  const { feed, image, place, offer, running } = await startWithKey();
  try {
    await offer('77.0.1', installer, 'ours');
    await expect.poll(() => said(running)).toMatchObject([{ message: words.updates.ready('77.0.1') }]);
    const cached = readdirSync(place, { recursive: true, encoding: 'utf8' });
    const download = cached.find((path) => path.endsWith('77.0.1.AppImage')) ?? '';
    writeFileSync(join(place, download), '#!/bin/sh\nexit 3\n');
  } finally {
    await close(running);
    feed.close();
  }
  expect(readFileSync(image, 'utf8')).toBe('the version before');
});

test('An update that waits is not installed while a push goes on, but once that has been stopped', async () => {
  const { feed, image, offer, running } = await startWithKey([permits('lot.csv', 20_000)]);
  const { app, page } = running;
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  try {
    await expect(partsOf(page).all(20_000)).toBeAttached();
    await offer('77.0.1', installer, 'ours');
    await expect.poll(() => said(running)).toMatchObject([{ message: words.updates.ready('77.0.1') }]);
    await page.evaluate(() =>
      window.permitLoader.startPush({
        batch: 'lot.permitbatch',
        connection: 'Practice',
        kind: 'push',
        onlyValid: false,
        again: false,
      }),
    );
    await answer(running, 0);
    await closeWindow();
    expect(await said(running)).toMatchObject([{ message: words.dialogs.closing.message }]);
    expect(readFileSync(image, 'utf8')).toBe('the version before');
    await answer(running, 1);
    const closed = app.waitForEvent('close');
    await closeWindow();
    await closed;
  } finally {
    feed.close();
  }
  expect(readFileSync(image, 'utf8')).toBe(installer);
  const again = await launch({ data: running.data });
  const summary = await again.page.evaluate(() => window.permitLoader.summary({ batch: 'lot.permitbatch' }));
  expect(summary).toMatchObject({ ok: true, value: { interrupted: true, tally: { unknown: 0 } } });
  await close(again);
});

/** The app with a key in it, started as an AppImage is, and a feed that offers releases to it. */
async function startWithKey(args: readonly string[] = []) {
  const keys = { ours: generateKeyPairSync('ed25519'), theirs: generateKeyPairSync('ed25519') };
  const feed = await serveFeed();
  const place = temporaryFolder();
  const image = join(place, 'Permit Loader.AppImage');
  writeFileSync(image, 'the version before');
  const running = await launch({
    args,
    data: dataWith(feed),
    folder: withKey(keys.ours.publicKey.export({ format: 'pem', type: 'spki' }).toString()),
    env: { APPIMAGE: image, XDG_CACHE_HOME: join(place, 'cache') },
  });
  await answer(running, 1);
  /** Offers a release whose installer is `served`, and answers what the app says of it. */
  async function offer(version: string, served: string, by: keyof typeof keys | null): Promise<unknown[]> {
    const manifest = manifestOf(version, installer);
    feed.files.clear();
    feed.files.set(name, manifest);
    feed.files.set(`permit-loader-${version}.AppImage`, served);
    if (by) {
      const signature = sign(null, Buffer.from(manifest), keys[by].privateKey).toString('base64');
      feed.files.set(`${name}.sig`, signature);
    }
    await chooses(running, words.menu.updates);
    return said(running);
  }
  return { feed, image, place, offer, running };
}

/** A data folder of somebody who named that feed. */
function dataWith(feed: Feed): string {
  const data = temporaryFolder();
  writeFileSync(join(data, 'preferences.json'), JSON.stringify({ updateFeed: feed.url }));
  return data;
}

/** The app as it is built, with a key of its own in it. */
function withKey(key: string): string {
  const folder = temporaryFolder();
  for (const part of ['out', 'node_modules', 'package.json'])
    symlinkSync(join(root, part), join(folder, part));
  mkdirSync(join(folder, 'assets'));
  for (const file of ['sample-permits.csv', 'updater.yml'])
    cpSync(join(root, 'assets', file), join(folder, 'assets', file));
  writeFileSync(join(folder, 'assets/update-key.pem'), key);
  return folder;
}

/** Chooses a menu entry, where there is one. */
function chooses({ app }: Running, label: string): Promise<boolean> {
  return app.evaluate(({ Menu }, wanted) => {
    const all = (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? []);
    const found = all.find((item) => item.label === wanted);
    found?.click();
    return found !== undefined;
  }, label);
}

/** Answers every question with this button, and keeps what was asked and which pages were opened. */
async function answer({ app }: Running, button: number): Promise<void> {
  await app.evaluate(({ dialog, shell }, response) => {
    const kept: unknown[] = [];
    Object.assign(globalThis, { kept });
    dialog.showMessageBox = async (...given: unknown[]) => {
      kept.push(given.at(-1));
      return { response, checkboxChecked: false };
    };
    shell.openExternal = async (page: string) => {
      kept.push({ page });
    };
  }, button);
}

/** The next thing that the app said to the person, or opened. */
async function said({ app }: Running): Promise<unknown[]> {
  let kept: unknown[] = [];
  await expect
    .poll(async () => {
      kept = await app.evaluate(() => (globalThis as unknown as { kept: unknown[] }).kept.splice(0, 1));
      return kept.length;
    })
    .toBe(1);
  return kept;
}
