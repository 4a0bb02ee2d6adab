import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { _electron } from 'playwright';
import { ensureBuild } from './setup/build.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { root } from './setup/root.mjs';
import { runScript, say } from './setup/say.mjs';

/**
 * `npm run icons`: draws assets/icon.svg in Chromium and packs it as each system wants it, so that packaging needs no
 * converter of its own. Needs a display.
 */
await runScript(async () => {
  await ensureBuild();
  const pictures = await draw(await ensureElectron());
  const of = (/** @type {number} */ size) => pictures.get(size) ?? Buffer.alloc(0);
  writeFileSync(
    join(root, 'assets/icon.ico'),
    ico([16, 24, 32, 48, 64, 128, 256].map((size) => [size, of(size)])),
  );
  writeFileSync(
    join(root, 'assets/icon.icns'),
    icns([
      ['ic11', of(32)],
      ['ic12', of(64)],
      ['ic07', of(128)],
      ['ic08', of(256)],
      ['ic13', of(256)],
      ['ic09', of(512)],
      ['ic14', of(512)],
      ['ic10', of(1024)],
    ]),
  );
  mkdirSync(join(root, 'assets/icons'), { recursive: true });
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    writeFileSync(join(root, `assets/icons/${size}x${size}.png`), of(size));
  }
  say('Done: assets/icon.ico, assets/icon.icns, assets/icons');
  return 0;
});

/**
 * @param {string} executablePath
 * @returns {Promise<Map<number, Buffer>>} PNG files by their width
 */
async function draw(executablePath) {
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      root,
      `--user-data-dir=${mkdtempSync(join(tmpdir(), 'permit-loader-icons-'))}`,
      '--force-device-scale-factor=1',
    ],
  });
  try {
    const svg = readFileSync(join(root, 'assets/icon.svg')).toString('base64');
    const drawn = await app.evaluate(async ({ BrowserWindow }, source) => {
      const window = new BrowserWindow({
        show: false,
        width: 1024,
        height: 1024,
        frame: false,
        transparent: true,
        webPreferences: { offscreen: true },
      });
      /** @type {[number, string][]} */
      const found = [];
      for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
        const image = `<img style="display:block" width="${size}" src="data:image/svg+xml;base64,${source}">`;
        await window.loadURL(`data:text/html,<body style="margin:0">${encodeURIComponent(image)}`);
        await window.webContents.executeJavaScript('document.images[0].decode()');
        await new Promise((resolve) => setTimeout(resolve, 300));
        const picture = await window.webContents.capturePage({ x: 0, y: 0, width: size, height: size });
        found.push([size, picture.toPNG().toString('base64')]);
      }
      return found;
    }, svg);
    return new Map(drawn.map(([size, png]) => [size, Buffer.from(png, 'base64')]));
  } finally {
    await app.close();
  }
}

/**
 * The .ico container: a directory, then the pictures as PNG.
 * @param {readonly (readonly [number, Buffer])[]} pictures
 */
function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(([size, png], at) => {
    const entry = 6 + 16 * at;
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...pictures.map(([, png]) => png)]);
}

/**
 * The .icns container: a type and a length before each PNG.
 * @param {readonly (readonly [string, Buffer])[]} pictures
 */
function icns(pictures) {
  const parts = pictures.map(([type, png]) => part(type, png));
  return part('icns', Buffer.concat(parts));
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function part(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
