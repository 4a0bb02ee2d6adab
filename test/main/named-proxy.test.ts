import { expect, test } from 'vitest';
import { namedProxy } from '../../src/main/named-proxy.ts';

test.each<[string, string | null]>([
  ['DIRECT', null],
  ['PROXY 10.0.0.1:3128', 'http://10.0.0.1:3128'],
  ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
  ['HTTPS proxy.example:443;PROXY other:80', 'https://proxy.example:443'],
  ['PROXY [::1]:3128', 'http://[::1]:3128'],
  ['SOCKS5 127.0.0.1:1080; DIRECT', null],
  ['PROXY', null],
  ['', null],
])('%j', (resolved, url) => {
  expect(namedProxy(resolved)).toBe(url);
});
