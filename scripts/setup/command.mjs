import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import process from 'node:process';
import { root } from './root.mjs';
import { SetupStop } from './say.mjs';

/**
 * Runs a program quietly in the checkout and keeps what it printed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program is not there, 124 after the timeout
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    let late = false;
    const child = spawn(program, args, {
      cwd: root,
      env: { NO_COLOR: '1', ...(options.env ?? process.env) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = options.timeout
      ? setTimeout(() => {
          late = true;
          child.kill('SIGKILL');
        }, options.timeout)
      : undefined;
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/**
 * Runs a program that set-up cannot do without.
 * @param {string} program
 * @param {readonly string[]} args
 */
export async function must(program, args) {
  const { code, output } = await run(program, args);
  if (code !== 0) throw new SetupStop(`${program} failed (${code}):\n${tail(output)}`);
  return output;
}

/**
 * Runs npm itself, so that the person's own registry and proxy settings hold.
 * @param {readonly string[]} args
 */
export function npm(args) {
  const cli = process.env['npm_execpath'];
  if (cli && basename(cli) === 'npm-cli.js') return run(process.execPath, [cli, ...args]);
  // Windows cannot spawn npm.cmd without its command interpreter.
  return process.platform === 'win32' ? run('cmd.exe', ['/d', '/c', 'npm', ...args]) : run('npm', args);
}

/**
 * The last lines of a long output.
 * @param {string} output
 * @param {number} [lines]
 */
export function tail(output, lines = 60) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * The first lines of a long output: npm says what is wrong first and explains its options after.
 * @param {string} output
 */
export function head(output) {
  return output.trimStart().split('\n').slice(0, 30).join('\n');
}
