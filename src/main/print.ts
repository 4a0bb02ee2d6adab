import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, session } from 'electron';

interface Page {
  readonly html: string;
  /** Stands at the foot of every sheet, with the sheet's number after the word `page`. */
  readonly foot: string;
  readonly page: string;
}

/**
 * Prints a page to PDF in a window that nobody sees: without script, without a network, in a session of its own that
 * may load this one file and nothing else.
 */
export async function printToPdf({ html, foot, page }: Page): Promise<Uint8Array> {
  const path = join(tmpdir(), `permit-loader-${randomUUID()}.html`);
  const url = pathToFileURL(path).href;
  const own = session.fromPartition(`print-${randomUUID()}`);
  own.setPermissionRequestHandler((_, __, answer) => answer(false));
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== url }));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      javascript: false,
      contextIsolation: true,
      webSecurity: true,
    },
  });
  try {
    writeFileSync(path, html, { mode: 0o600 });
    await window.loadURL(url);
    return await window.webContents.printToPDF({
      pageSize: paperOf(country()),
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(foot, page),
      margins: { top: 0.6, bottom: 0.75, left: 0.6, right: 0.6 },
    });
  } finally {
    window.destroy();
    rmSync(path, { force: true });
  }
}

/** As the system's formats say, else its language; '' where neither names one. */
function country(): string {
  const [language = ''] = app.getPreferredSystemLanguages();
  return app.getLocaleCountryCode() || /-([A-Z]{2})$/.exec(language)?.[1] || '';
}

/** Where the system does not say its country, it is the controllers': North America. */
function paperOf(country: string): 'Letter' | 'A4' {
  return ['', 'CA', 'US'].includes(country) ? 'Letter' : 'A4';
}

function footer(foot: string, page: string): string {
  const style =
    'width:100%;margin:0 0.6in;font:6.5px system-ui,sans-serif;color:#56606b;display:flex;justify-content:space-between;gap:12px';
  return `<div style="${style}"><span>${escaped(foot)}</span><span>${escaped(page)} <span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
