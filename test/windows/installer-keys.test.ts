import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';

/** Made by scripts/test/windows.mjs, where there is an NSIS. */
const installer = 'Z:\\results\\installer-keys.exe';
const program = join(process.env['LOCALAPPDATA'] ?? '', 'Programs\\Permit Loader');
const classes = 'HKCU\\Software\\Classes';

/** What stands under a key of the registry, without blank lines; null where there is no such key. */
function registry(key: string): string | null {
  const file = join(mkdtempSync(join(tmpdir(), 'permit-loader-registry-')), 'keys.reg');
  spawnSync('reg.exe', ['export', key, file, '/y'], { stdio: 'ignore' });
  return existsSync(file) ? readFileSync(file, 'utf16le') : null;
}

test.skipIf(!existsSync(installer))(
  'The installer offers the app under “Open with” for spreadsheets, takes nobody’s default, and its removal leaves no key',
  () => {
    spawnSync('reg.exe', ['add', `${classes}\\.csv`, '/ve', '/d', 'Sheet.Of.Another', '/f'], {
      stdio: 'ignore',
    });
    expect(spawnSync(installer, ['/S'], { stdio: 'ignore' }).status).toBe(0);
    const command = `"${program}\\Permit Loader.exe" "%1"`.replaceAll(/["\\]/g, '\\$&');
    expect(registry(`${classes}\\PermitLoader.Spreadsheet\\shell\\open\\command`)).toContain(
      `@="${command}"`,
    );
    for (const ending of ['.csv', '.xlsx'])
      expect(registry(`${classes}\\${ending}\\OpenWithProgids`)).toContain(
        '"PermitLoader.Spreadsheet"=hex(0):',
      );
    expect(registry(`${classes}\\.csv`)).toContain('@="Sheet.Of.Another"');

    // With its folder stated, without quotes, it does not go on in a copy of itself and can be waited for.
    const removed = spawnSync(`${program}\\uninstall.exe`, ['/S', `_?=${program}`], {
      stdio: 'ignore',
      windowsVerbatimArguments: true,
    });
    expect(removed.status).toBe(0);
    expect(registry(`${classes}\\PermitLoader.Spreadsheet`)).toBeNull();
    for (const ending of ['.csv', '.xlsx'])
      expect(registry(`${classes}\\${ending}`)).not.toContain('PermitLoader');
    expect(registry(`${classes}\\.csv`)).toContain('@="Sheet.Of.Another"');
  },
);
