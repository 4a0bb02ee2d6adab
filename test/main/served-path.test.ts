import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { servedPath } from '../../src/main/served-path.ts';

const folder = resolve('/app/out/renderer');

test.each([
  ['app://permit-loader/', resolve(folder, 'index.html')],
  ['app://permit-loader/index.html', resolve(folder, 'index.html')],
  ['app://permit-loader/assets/index-1.js', resolve(folder, 'assets/index-1.js')],
  ['app://permit-loader/assets/a%20b.css?x=1#y', resolve(folder, 'assets/a b.css')],
])('%s is served', (url, path) => {
  expect(servedPath(folder, url)).toBe(path);
});

test.each([
  'app://other/index.html',
  'app://permit-loader/..%2f..%2fpackage.json',
  'app://permit-loader/..%5c..%5cpackage.json',
  'app://permit-loader/%2e%2e%2fmain%2findex.js',
  'app://permit-loader/assets/..%2f..%2f..%2fetc%2fpasswd',
  'app://permit-loader/%00',
  'app://permit-loader/%E0%A4%A',
])('%s is refused', (url) => {
  expect(servedPath(folder, url)).toBeNull();
});
