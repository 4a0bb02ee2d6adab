// What Electron's own default app does for `electron FOLDER`, which the fallback runtime lacks.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (!folder) {
  process.stderr.write('Name the folder of the app to run.\n');
  process.exit(2);
}
const path = resolve(folder);
const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
const undocumented =
  /** @type {import('electron').App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
    app
  );
app.setName(manifest.productName ?? manifest.name);
undocumented.setVersion(manifest.version);
undocumented.setAppPath(path);
// Electron waits for this module's top level before it says `ready`, so the app may still register its protocols.
await import(pathToFileURL(join(path, manifest.main)).href);
