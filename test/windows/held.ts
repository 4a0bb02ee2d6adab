import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, 'holder.mjs');

/** Starts the other program, which ends with this process. */
function startHolder() {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, () => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting.get(line)?.();
    waiting.delete(line);
  });
  const order = (value: object) => child.stdin.write(`${JSON.stringify(value)}\n`);
  /** Resolves when it says so; to be asked before it can be said. */
  const said = (line: string) => new Promise<void>((resolve) => waiting.set(line, resolve));
  return { order, said };
}

let holder: ReturnType<typeof startHolder> | null = null;
let holds = 0;

/**
 * Lets another program have a file open for some milliseconds: for itself `alone`, or for `reading`, while which others
 * may read and write it, but not rename or remove it. Resolves once it has it; `letGo` ends it early.
 */
export async function hold(
  path: string,
  how: 'alone' | 'reading',
  milliseconds = 60_000,
): Promise<{ letGo(): Promise<void> }> {
  // One for all files: starting a program takes longest of all here.
  holder ??= startHolder();
  const { order, said } = holder;
  const number = ++holds;
  const held = said(`held ${number}`);
  const free = said(`free ${number}`);
  order({ hold: number, path, how, milliseconds });
  await held;
  return {
    async letGo() {
      order({ letGo: number });
      await free;
    },
  };
}
