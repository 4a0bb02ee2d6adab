import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../scripts/setup/root.mjs';
import { guideBlocks } from '../src/renderer/help/guide-blocks.ts';
import { type Language, wordsIn } from '../src/words/words.ts';
import { clearKeyring } from './support/keyring.ts';

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

/** Commands that do not run here, though they do elsewhere, and where. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm start': 'it opens the window until somebody closes it; test/e2e starts the same app',
  'npm run dev': 'it opens the window until somebody closes it',
  'npm test': 'it is what runs this test',
  'npm test -- e2e': 'a part of what runs this test',
  'npm test -- packaged': 'a part of what runs this test',
  'npm run check': 'a part of what runs this test',
  'npm run build': 'npm test does it before this test',
  'npm run package': 'npm test -- packaged does it',
  'sudo apt-get install ./permit-loader_0.1.0_amd64.deb':
    'npm test -- packaged does it in a Debian folder of its own',
  'npm run icons': 'it needs a display; its pictures are in assets/',
  'npm run pictures': 'it takes minutes; npm test -- e2e takes the same pictures at one size',
  'npm run bench': 'it takes minutes of an otherwise quiet machine',
  'npx vitest run test/permit': 'npm test runs them',
  'node bin/permit-loader.mjs push permits.csv --connection "Lot 7" --only-valid':
    'it needs a real controller; test/cli pushes to a local one',
  'node bin/permit-loader.mjs practice': 'it serves until stopped; test/cli and test/e2e start it',
};

interface Block {
  readonly document: string;
  readonly language: string;
  readonly lines: readonly string[];
}

function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8');
  return Array.from(text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm), ([, language = '', body = '']) => ({
    document,
    language,
    lines: body.split('\n').filter((line) => line.trim() !== ''),
  }));
}

const blocks = documents.flatMap(blocksOf);
const untried = readFileSync(join(root, 'docs/developers.md'), 'utf8').split('## Untried')[1] ?? '';
const withoutRemark = (line: string) => line.replace(/\s+# .*$/, '').trim();
const isUntried = (command: string) => untried.includes(`\`${command}\``);

const commands = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ document, lines }) => lines.map((line) => ({ document, command: withoutRemark(line) })));

const place = mkdtempSync(join(tmpdir(), 'permit-loader-docs-'));
afterAll(async () => {
  await clearKeyring();
  rmSync(place, { recursive: true, force: true });
});

/** A checkout as its reader has it, with the files that the documents speak of, and a home of its own. */
function checkout(document: string): string {
  const folder = mkdtempSync(join(place, 'checkout-'));
  for (const name of ['bin', 'out', 'node_modules', 'package.json'])
    symlinkSync(join(root, name), join(folder, name));
  copyFileSync(join(root, 'assets/sample-permits.csv'), join(folder, 'sample-permits.csv'));
  writeFileSync(join(folder, 'permits.csv'), 'Reference ID,License Plate\nref-1,PL1\nref-2,PL2\n');
  writeFileSync(join(folder, 'token.txt'), 'documents-token-1\n');
  const connections = blocks.find((block) => block.document === document && block.language === 'json');
  if (connections) writeFileSync(join(folder, 'connections.json'), connections.lines.join('\n'));
  mkdirSync(join(folder, 'home/.config/Permit Loader/batches'), { recursive: true, mode: 0o700 });
  return folder;
}

function shell(folder: string, command: string): Promise<{ readonly code: number; readonly told: string }> {
  const env = { ...process.env, HOME: join(folder, 'home'), XDG_CONFIG_HOME: '', LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], { cwd: folder, env, timeout: 60_000 }, (failure, out, err) => {
      resolve({ code: Number(failure?.code ?? 0), told: `${out}${err}` });
    });
  });
}

describe('the documents', () => {
  it('mark every command as one that is run, or as one for another system that is listed as untried', () => {
    for (const { document, language, lines } of blocks) {
      expect({
        document,
        known: ['sh', 'json', 'powershell', 'zsh', 'js', 'mermaid', 'text'].includes(language),
      }).toEqual({
        document,
        known: true,
      });
      if (language !== 'powershell' && language !== 'zsh') continue;
      for (const line of lines) expect({ line, untried: isUntried(line) }).toEqual({ line, untried: true });
    }
    // A command without a fence would escape.
    for (const document of documents) {
      expect(readFileSync(join(root, document), 'utf8')).not.toMatch(/^ {4}(npm|node|npx|sudo|\$) /m);
    }
  });

  it('excuse no command that they do not have', () => {
    const known = commands.map(({ command }) => command);
    expect(Object.keys(elsewhere).filter((command) => !known.includes(command))).toEqual([]);
  });

  it('link to what is there', () => {
    const missing = documents.flatMap((document) =>
      Array.from(readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)#\s]+)/g), ([, to = '']) => to)
        .filter((to) => !/^https?:/.test(to) && !existsSync(join(root, dirname(document), to)))
        .map((to) => `${document}: ${to}`),
    );
    expect(missing).toEqual([]);
  });

  it
    .skipIf(process.platform !== 'linux')
    .each(documents.filter((document) => commands.some((one) => one.document === document)))(
    '%s: every command works as it stands',
    async (document) => {
      const folder = checkout(document);
      for (const { command } of commands.filter((one) => one.document === document)) {
        if (command in elsewhere || isUntried(command)) continue;
        const { code, told } = await shell(folder, command);
        // 1: some rows were left out, which is what the command was told to do.
        const good = command.includes('--only-valid') ? [0, 1] : [0];
        expect({ command, good: good.includes(code), told: good.includes(code) ? '' : told }).toEqual({
          command,
          good: true,
          told: '',
        });
      }
    },
    120_000,
  );

  describe('guide staff alike in both languages', () => {
    const guide = (language: Language) => {
      const text = readFileSync(join(root, `docs/guide.${language}.md`), 'utf8');
      const lines = guideBlocks(text).flatMap((block) => {
        if (block.kind === 'picture') return [`picture ${basename(block.path)}`];
        const texts = block.kind === 'list' ? block.items : [block.text];
        return texts.map((one) => `${block.kind}, ${one.split('**').length - 1} marks`);
      });
      return { lines, names: Array.from(text.matchAll(/\*\*(.+?)\*\*/g), ([, name = '']) => name) };
    };
    const english = guide('en');
    const french = guide('fr');

    it('with the same parts, pictures and names in the same order', () => {
      expect(english.lines.length).toBeGreaterThan(30);
      expect(french.lines).toEqual(english.lines);
    });

    it.each(english.names.map((name, at) => [name, french.names[at] ?? '']))(
      'and by the names that the window has: %s, %s',
      (name, nom) => {
        const said = saidOf(name, nom);
        expect({ name, nom, said: said.length > 0 }).toEqual({ name, nom, said: true });
      },
    );
  });
});

/** The texts of the window, of which English has the one name and French the other, at the same place. */
function saidOf(name: string, nom: string): readonly string[] {
  const french = textsOf(wordsIn('fr'));
  return Array.from(textsOf(wordsIn('en'))).flatMap(([path, text]) =>
    begins(text, name) && begins(french.get(path) ?? '', nom) ? [path] : [],
  );
}

const begins = (text: string, name: string) => text.toLowerCase().startsWith(name.toLowerCase());

/** All texts by where they stand; of a function the texts that its program holds, a number in them as 2. */
function textsOf(words: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof words === 'string') return new Map([[path, words]]);
  if (typeof words === 'function') {
    const texts = Array.from(String(words).matchAll(/[`'"]([^`'"]+)[`'"]/g), ([, text = '']) => text);
    return new Map(texts.map((text, at) => [`${path} ${at}`, text.replaceAll(/\$\{[^}]*\}/g, '2')]));
  }
  if (typeof words !== 'object' || words === null) return new Map();
  return new Map(
    Object.entries(words).flatMap(([key, one]) =>
      Array.from(textsOf(one, path === '' ? key : `${path}.${key}`)),
    ),
  );
}
