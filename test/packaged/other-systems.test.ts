import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { expect, test } from 'playwright/test';
import { root } from '../../scripts/setup/root.mjs';

const plist = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>Electron</string></dict></plist>
`;
const contents = 'Electron.app/Contents';
const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map(
  (kind) => [`${contents}/Frameworks/Electron Helper${kind}.app/Contents`, `Electron Helper${kind}`] as const,
);

/** What electron-builder looks for in the Electron of another system, which is not to be had here. */
const electronOf = {
  win: { 'electron.exe': '', 'locales/en-US.pak': '' },
  mac: {
    [`${contents}/Info.plist`]: plist,
    [`${contents}/MacOS/Electron`]: '',
    [`${contents}/Frameworks/Electron Framework.framework/Versions/A/Resources/en.lproj/locale.pak`]: '',
    ...Object.fromEntries(
      helpers.flatMap(([folder, name]) => [
        [`${folder}/Info.plist`, plist],
        [`${folder}/MacOS/${name}`, ''],
      ]),
    ),
  },
} satisfies Record<string, Readonly<Record<string, string>>>;

/** Packs the app for another system with a stand-in for its Electron; answers the folder that has the app in it. */
async function pack(system: keyof typeof electronOf, place: string): Promise<string> {
  const electronDist = join(place, 'electron');
  for (const [path, content] of Object.entries(electronOf[system])) {
    mkdirSync(dirname(join(electronDist, path)), { recursive: true });
    writeFileSync(join(electronDist, path), content);
  }
  const target = { win: Platform.WINDOWS, mac: Platform.MAC }[system];
  await build({
    projectDir: root,
    targets: target.createTarget(['dir'], Arch.arm64),
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      directories: { output: join(place, 'packed') },
      electronDist,
      electronVersion: '33.2.1',
      // These are written into the programs, which are empty here.
      electronFuses: null,
      disableAsarIntegrity: true,
      win: { signAndEditExecutable: false },
      mac: { identity: null },
    },
  });
  return join(place, 'packed');
}

const cases = [
  { system: 'win', natives: ['win32-arm64'] },
  // Both, for the app that runs on both.
  { system: 'mac', natives: ['darwin-arm64', 'darwin-x64'] },
] as const;

for (const { system, natives } of cases) {
  test(`What is packed for ${system} has the native modules of that system, whatever packs it`, async () => {
    test.skip(system === 'mac' && process.platform === 'win32', 'electron-builder refuses that');
    const place = mkdtempSync(join(tmpdir(), 'permit-loader-packed-'));
    try {
      const packed = readdirSync(await pack(system, place), { recursive: true, encoding: 'utf8' });
      const found = packed
        .filter((path) => path.endsWith('.node'))
        .map((path) => path.split(/node_modules[\\/]/)[1]);
      const wanted = natives.flatMap((native) => [
        join('@photostructure/sqlite/prebuilds', native, '@photostructure+sqlite.glibc.node'),
        join('keytar/prebuilds', native, 'keytar.node'),
      ]);
      expect(found.sort()).toEqual(wanted.sort());
      if (system !== 'mac') return;
      const info = packed.find((path) => path.endsWith('Permit Loader.app/Contents/Info.plist')) ?? '';
      const said = readFileSync(join(place, 'packed', info), 'utf8').replaceAll(/>\s+</g, '><');
      for (const [ending, rank] of [
        ['permitbatch', 'Owner'],
        ['csv', 'Alternate'],
        ['xlsx', 'Alternate'],
        ['xls', 'Alternate'],
        ['ods', 'Alternate'],
      ])
        expect(said).toMatch(
          new RegExp(`<string>${ending}</string>(?:(?!</dict>).)*<string>${rank}</string>`),
        );
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
}
