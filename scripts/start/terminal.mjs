import { spawn } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { root } from '../setup/root.mjs';
import { SetupStop, say } from '../setup/say.mjs';

const program = join(root, 'bin/permit-loader.mjs');
const token = 'practice-token';

/**
 * What the window would show, without one: pushes the sample to a practice controller on this machine, in a folder of
 * its own under the system's temporary one.
 * @returns {Promise<number>} exit code
 */
export async function runSampleInTerminal() {
  const folder = await mkdtemp(join(tmpdir(), 'permit-loader-sample-'));
  const sample = join(folder, 'sample-permits.csv');
  await cp(join(root, 'assets/sample-permits.csv'), sample);
  const practice = await startPractice();
  try {
    say(`The practice controller answers at ${practice.url}.`);
    const { code, output } = await push(sample, practice.url, join(folder, 'data'));
    // 1: some rows were invalid, rejected or unknown, as some of the sample's are on purpose.
    if (code !== 0 && code !== 1) throw new SetupStop(`The push failed (exit code ${code}).`);
    tell(JSON.parse(output), sample);
    return 0;
  } finally {
    practice.stop();
  }
}

/**
 * @param {{ rows: number, invalid: number, accepted: number, rejected: number, unknown: number, unsent: number, skipped: number, results: string, batch: string }} end
 * @param {string} sample
 */
function tell(end, sample) {
  const lines = [
    `${end.rows} rows: ${end.accepted} accepted, ${end.rejected} rejected, ${end.unknown} unknown, ${end.unsent} unsent, ${end.skipped} skipped.`,
    ...(end.invalid > 0
      ? [
          `${end.invalid} rows of the sample are wrong on purpose; they were not sent, and the results say so.`,
        ]
      : []),
    '',
    `Sample   ${sample}`,
    `Results  ${end.results}`,
    `Batch    ${end.batch}`,
    '',
    'What is wrong with each of those rows:',
    `  node bin/permit-loader.mjs validate ${sample}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** @returns {Promise<{ url: string, stop: () => void }>} */
function startPractice() {
  const child = spawn(process.execPath, [program, 'practice', '--port', '0', '--token', token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      reject(new SetupStop(`The practice controller stopped (exit code ${code}).`)),
    );
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve({ url: line.trim(), stop: () => child.kill() });
    });
  });
}

/**
 * @param {string} sample
 * @param {string} url
 * @param {string} dataDir
 * @returns {Promise<{ code: number, output: string }>}
 */
function push(sample, url, dataDir) {
  const target = ['--controller', url, '--client', 'DEMO', '--token-stdin'];
  const args = [program, 'push', sample, ...target, '--only-valid', '--data-dir', dataDir, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${token}\n`);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
