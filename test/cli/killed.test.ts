import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDocument } from '../../src/batch/document.ts';
import { startPractice } from '../../src/opscom/practice/practice.ts';
import { seededRatio } from '../../src/opscom/practice/random.ts';
import { outcomesOf } from '../support/push-batch.ts';
import { runCli, startCli } from '../support/run-cli.ts';

/** All of them by `npm run test:endurance`, some in every test. */
const kills = process.env['npm_lifecycle_event'] === 'test:endurance' ? 200 : 20;
const atOnce = 4;
const rows = 2_000;
const token = 'never-on-disk-4711';
const referenceOf = (n: number) => `permit-${n}`;
/** Every twentieth permit is unknown to the controller. */
const known = Array.from({ length: rows }, (_, n) => referenceOf(n)).filter((_, n) => n % 20 !== 7);

test(
  `a push of ${rows} rows killed at ${kills} moments and resumed loses nothing and sends nothing accepted again`,
  async () => {
    const told: string[] = [];
    const seeds = Array.from({ length: kills }, (_, seed) => seed);
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
          told.push(await killAndResume(seed));
      }),
    );
    const middle = told.filter((when) => when === 'while sending').length;
    console.log(`killed ${told.length} times, ${middle} of them while rows were in the air; nothing lost`);
    expect(told).toHaveLength(kills);
    // A slow machine is still starting at some of these moments; that is worth a test too, but not all of it.
    expect(middle).toBeGreaterThan(kills / 10);
  },
  kills * 30_000,
);

async function killAndResume(seed: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'killed-'));
  const practice = await startPractice({
    token,
    seed: known,
    faults: { fail: 0.08, drop: 0.04, garble: 0.03, latency: 2, randomSeed: seed },
  });
  try {
    const file = join(folder, 'permits.csv');
    const lines = Array.from({ length: rows }, (_, n) => `${referenceOf(n)},PL${n}`);
    writeFileSync(file, ['Reference ID,License Plate', ...lines].join('\r\n'));
    const target = ['--controller', practice.url, '--client', 'OC-TEST', '--token-stdin'];
    const data = join(folder, 'data');

    const running = startCli(data, ['push', file, '--json', ...target], `${token}\n`);
    const delay = 400 + seededRatio(seed, 'kill', 0) * 3_500;
    const timer = setTimeout(() => running.child.kill('SIGKILL'), delay);
    const ended = await running.ended;
    clearTimeout(timer);
    const batches = join(data, 'batches');
    const batch = (existsSync(batches) ? readdirSync(batches) : []).find((name) =>
      name.endsWith('.permitbatch'),
    );
    // Before the batch had its name there was nothing to resume, and nothing was sent.
    if (batch === undefined) {
      expect(practice.requests()).toEqual([]);
      return 'before the batch';
    }
    const path = join(batches, batch);
    const standing = outcomesIn(path);
    const sentBefore = practice.requests().length;
    const settled = new Set(
      standing.filter(({ status }) => status === 'accepted' || status === 'rejected').map(({ row }) => row),
    );
    const inTheAir = standing.filter(({ status }) => status === 'sending');
    if (standing.length === 0) {
      expect(sentBefore).toBe(0);
      return 'before the run';
    }

    const resumed = await runCli(data, ['resume', path, '--json', ...target], `${token}\n`);
    expect([0, 1]).toContain(resumed.code);
    const report = JSON.parse(resumed.out) as Record<string, number> & { results: string | null };
    const log = practice.requests();
    const sent = new Map<string, string[]>();
    for (const { referenceId, answer } of log)
      sent.set(referenceId, [...(sent.get(referenceId) ?? []), answer]);

    const outcomes = outcomesIn(path);
    expect(outcomes).toHaveLength(rows);
    for (const { row, status, attempts, resent } of outcomes) {
      const answers = sent.get(referenceOf(row - 2)) ?? [];
      const wasInTheAir = inTheAir.some((one) => one.row === row);
      // An intent that a kill cut off may not have been sent; everything else was, exactly as often as it is on record.
      expect(attempts - answers.length).toBeGreaterThanOrEqual(0);
      expect(attempts - answers.length).toBeLessThanOrEqual(wasInTheAir ? 1 : 0);
      if (status === 'accepted') expect(answers).toContain('success');
      else if (status === 'rejected') expect(answers).toContain('9009');
      else {
        expect(status).toBe('unknown');
        expect(attempts).toBeGreaterThanOrEqual(6);
      }
      if (wasInTheAir) expect(resent).toBe(1);
      if (resent === 0)
        expect(answers.filter((answer) => answer === 'success').length).toBeLessThanOrEqual(1);
    }
    for (const { referenceId } of log.slice(sentBefore)) {
      expect(settled.has(Number(referenceId.slice('permit-'.length)) + 2)).toBe(false);
    }
    const count = (wanted: string) => outcomes.filter(({ status }) => status === wanted).length;
    expect(report).toMatchObject({
      rows,
      accepted: count('accepted'),
      rejected: count('rejected'),
      unknown: count('unknown'),
      unsent: 0,
      skipped: 0,
    });
    if (report.results !== null) {
      expect(readFileSync(report.results, 'utf8').trimEnd().split('\r\n')).toHaveLength(rows + 1);
    }
    expect(filesHolding(folder, token)).toEqual([]);
    expect(`${ended.out}${ended.err}${resumed.out}${resumed.err}`).not.toContain(token);
    return inTheAir.length > 0 ? 'while sending' : 'after the end';
  } finally {
    await practice.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function outcomesIn(path: string): ReturnType<typeof outcomesOf> {
  const opened = openDocument(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  try {
    return outcomesOf(opened.value);
  } finally {
    opened.value.close();
  }
}

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
