import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/setup/root.mjs';
import { appId } from '../../src/main/app-id.ts';

test('the running app says the ID that the installer gives its shortcuts', () => {
  const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
  expect(/^appId: (.*)$/m.exec(builder)?.[1]).toBe(appId);
});
