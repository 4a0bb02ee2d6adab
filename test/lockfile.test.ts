import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../scripts/setup/root.mjs';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);

/** Whether a package that stands at `path` finds `name` in its own or an outer node_modules. */
function finds(path: string, name: string): boolean {
  if (packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`]) return true;
  if (path === '') return false;
  return finds(path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name);
}

describe('the lockfile', () => {
  // npm leaves them out when the registry it was written against lacks them, and then refuses `npm ci` everywhere.
  it('has every platform’s packages, so that npm ci works on each', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !finds(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it('knows what each package must hash to', () => {
    const unknown = Object.entries(packages).filter(
      ([path, { integrity = '', link = false }]) =>
        path !== '' && !link && !/^sha512-[\w+/]{86}==$/.test(integrity),
    );
    expect(unknown.map(([path]) => path)).toEqual([]);
  });
});
