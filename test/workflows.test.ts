import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../scripts/setup/root.mjs';

const folder = join(root, '.github/workflows');

describe.each(readdirSync(folder))('workflow %s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const lines = text.split('\n');

  it('pins every action by a whole commit hash, and names its release', () => {
    const uses = lines.filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('leaves no token behind where it checks out', () => {
    const checkouts = lines.flatMap((line, at) => (line.includes('actions/checkout@') ? [at] : []));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const at of checkouts) {
      expect(lines.slice(at + 1, at + 3).join('\n')).toMatch(/^ +with:\n +persist-credentials: false$/);
    }
  });

  it('may read only, but for the job that writes a release', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    const more = text.match(/: write\b/g) ?? [];
    expect(more).toHaveLength(name === 'release.yml' ? 1 : 0);
  });

  it('puts nothing that others chose into a shell', () => {
    const scripts = text.match(/run: (?:\|\n(?: {10}.*\n)+|.*)/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});
