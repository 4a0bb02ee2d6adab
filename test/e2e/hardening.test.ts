import { expect, test } from 'playwright/test';
import { callNames } from '../../src/bridge/channels.ts';
import type { Bridge } from '../../src/bridge/contract.ts';
import { launch, type Running } from './launch.ts';

declare global {
  interface Window {
    readonly permitLoader: Bridge;
  }
}

let running: Running;

test.beforeAll(async () => {
  running = await launch();
});
test.afterAll(() => running.app.close());

test('The page has the bridge and nothing of Node or Electron', async () => {
  const found = await running.page.evaluate(() => ({
    bridge: Object.keys(window.permitLoader).sort(),
    node: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  }));
  const calls = callNames.filter((name) => name !== 'openDropped');
  expect(found.bridge).toEqual([...calls, 'drop', 'listen'].sort());
  expect(found.node).toEqual([]);
});

test('Input that the contract does not know is refused', async () => {
  const answers = await running.page.evaluate(async () => {
    const bridge = window.permitLoader as unknown as Record<string, (input?: unknown) => Promise<unknown>>;
    const call = (name: string, input?: unknown) => bridge[name]?.(input);
    return [
      await call('setTheme', { theme: 'pink' }),
      await call('setTheme', { theme: 'dark', more: 1 }),
      await call('describeApp', {}),
      await call('summary', { batch: '../../secret.permitbatch' }),
      await call('summary', { batch: '/etc/passwd' }),
      await call('summary', { batch: 'x\\..\\y.permitbatch' }),
      await call('rows', { batch: 'a.permitbatch', filter: {}, offset: -1, limit: 10 }),
      await call('rows', { batch: 'a.permitbatch', filter: {}, offset: 0, limit: 1_000_000 }),
      await call('editCell', { batch: 'a.permitbatch', row: '2', column: 1, value: 'x' }),
      await call('setToken', { connection: 'Lot', token: '' }),
    ];
  });
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, failure: { code: 'call-invalid' } });
  }
});

test('A file made by script has no path and is not opened', async () => {
  const answer = await running.page.evaluate(() =>
    window.permitLoader.drop([new File(['Reference ID\n1'], 'made.csv')]),
  );
  expect(answer).toMatchObject({ ok: false, failure: { code: 'drop-nameless' } });
});

test('Another window gets no answer, whatever it shows', async () => {
  const answers = await running.app.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const found: unknown[] = [];
    for (const url of ['data:text/html,<p>Foreign</p>', 'app://permit-loader/index.html']) {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await foreign.loadURL(url);
      found.push(await foreign.webContents.executeJavaScript('permitLoader.describeApp()'));
      foreign.destroy();
    }
    return found;
  });
  expect(answers).toHaveLength(2);
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'call-foreign' } });
});

test('The page goes nowhere, opens nothing and reaches nobody', async () => {
  const { page } = running;
  const url = page.url();
  const reached = await page.evaluate(async () => {
    const failed = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'reached',
        () => 'refused',
      );
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const image = document.createElement('img');
    const loaded = new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
    });
    image.src = 'https://example.com/x.png';
    const answers = {
      open: window.open('https://example.com/'),
      fetch: await failed(fetch('https://example.com/')),
      ownFile: await failed(fetch('file:///etc/passwd')),
      image: await failed(loaded),
      worker: 'Worker' in window,
    };
    frame.remove();
    return answers;
  });
  expect(reached).toMatchObject({ open: null, fetch: 'refused', ownFile: 'refused', image: 'refused' });
  for (const target of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'app://other/']) {
    await page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(page.url()).toBe(url);
  }
  expect(running.app.windows()).toHaveLength(1);
});

test('Only scripts of the app run', async () => {
  const ran = await running.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return true')());
        } catch {
          resolve(false);
        }
      });
    });
    return { inline: 'inlineRan' in window, evaluated };
  });
  expect(ran).toEqual({ inline: false, evaluated: false });
});

test('The settings that pages get are the strict ones', async () => {
  const settings = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Readonly<Record<string, unknown>>;
    };
    return contents.getLastWebPreferences();
  });
  expect(settings).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    enableBlinkFeatures: '',
  });
});

test('A webview is nothing, and a download is nothing', async () => {
  const { page, app } = running;
  const contents = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  const before = await contents();
  await app.evaluate(({ session }) => {
    const seen: boolean[] = [];
    Object.assign(globalThis, { downloads: seen });
    session.defaultSession.on('will-download', (event) => seen.push(event.defaultPrevented));
  });
  await page.evaluate(async () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'app://permit-loader/index.html');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.csv';
    document.body.append(view, link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 500));
    view.remove();
    link.remove();
  });
  expect(await contents()).toBe(before);
  const downloads = await app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads);
  expect(downloads).toEqual([true]);
});

test('Permissions are denied', async () => {
  const answers = await running.page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        (error) => resolve(error.code),
      ),
    ),
  }));
  expect(answers).toEqual({ notifications: 'denied', place: 1 });
});

test('The content policy is strict', async () => {
  const response = await running.page.reload();
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toMatch(/script-src 'self';/);
  expect(policy).not.toContain('unsafe');
});
