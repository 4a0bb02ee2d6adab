import { expect, test } from 'playwright/test';
import { type Bridge, callNames } from '../../src/bridge/contract.ts';
import { launch, type Running } from './launch.ts';
import { type Listener, listen } from './listener.ts';

declare global {
  interface Window {
    readonly permitLoader: Bridge;
  }
}

let running: Running;
let listener: Listener;

test.beforeAll(async () => {
  listener = await listen();
  running = await launch();
});
test.afterAll(async () => {
  await running.app.close();
  await listener.close();
});

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

test('The page goes nowhere and opens nothing', async () => {
  const { page } = running;
  const url = page.url();
  expect(await page.evaluate((to) => window.open(to), listener.url)).toBeNull();
  for (const target of [listener.url, 'file:///etc/passwd', 'data:text/html,x', 'app://other/']) {
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
  expect(listener.heard).toEqual([]);
});

test('The page reaches nobody, though somebody listens: its policy refuses each way out', async () => {
  const refused = await running.page.evaluate(async (url) => {
    const found: string[] = [];
    const note = (event: SecurityPolicyViolationEvent) => found.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const elements = [
      Object.assign(document.createElement('iframe'), { src: `${url}frame` }),
      Object.assign(document.createElement('img'), { src: `${url}image.png` }),
      Object.assign(document.createElement('script'), { src: `${url}script.js` }),
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${url}style.css` }),
      Object.assign(document.createElement('object'), { data: `${url}object` }),
      Object.assign(document.createElement('video'), { src: `${url}film.mp4` }),
    ];
    document.body.append(...elements);
    const form = Object.assign(document.createElement('form'), { action: `${url}form`, method: 'post' });
    document.body.append(form);
    form.submit();
    const program = `postMessage(1); fetch(${JSON.stringify(`${url}worker`)})`;
    // Chromium tells of the refusal by throwing, or later by an event.
    const worker = await new Promise<string>((resolve) => {
      try {
        const made = new Worker(URL.createObjectURL(new Blob([program], { type: 'text/javascript' })));
        made.onmessage = () => resolve('ran');
        made.onerror = () => resolve('refused');
      } catch {
        resolve('refused');
      }
    });
    navigator.sendBeacon(`${url}beacon`, 'x');
    new EventSource(`${url}events`);
    new WebSocket(url.replace('http', 'ws'));
    const answers = await Promise.allSettled([fetch(`${url}fetch`), fetch('file:///etc/passwd')]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    document.removeEventListener('securitypolicyviolation', note);
    for (const element of [...elements, form]) element.remove();
    return { directives: found.sort(), fetched: answers.map(({ status }) => status), worker };
  }, listener.url);
  expect(refused).toEqual({
    directives: [
      // fetch twice, the beacon, the event source and the socket.
      ...['connect-src', 'connect-src', 'connect-src', 'connect-src', 'connect-src'],
      ...['form-action', 'frame-src', 'img-src', 'media-src', 'object-src'],
      ...['script-src-elem', 'style-src-elem', 'worker-src'],
    ],
    fetched: ['rejected', 'rejected'],
    worker: 'refused',
  });
  expect(listener.heard).toEqual([]);
});

test('The session reaches nobody either, where no policy stands before it', async () => {
  const answer = await running.app.evaluate(
    ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        ({ status }) => status,
        (cause: unknown) => String(cause),
      ),
    listener.url,
  );
  expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(listener.heard).toEqual([]);
  // And yet it would have been heard.
  expect((await fetch(`${listener.url}test`)).status).toBe(200);
  expect(listener.heard).toEqual(['/test']);
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
