import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs a program to compare with into a folder of its own; answers the folder, or null where npm cannot. */
export function install(folder: string, name: string): string | null {
  const into = join(folder, `with-${name}`);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'package.json'), '{}');
  try {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', into, name], {
      cwd: into,
      stdio: 'ignore',
      timeout: 180_000,
      shell: process.platform === 'win32',
    });
    return into;
  } catch {
    return null;
  }
}
