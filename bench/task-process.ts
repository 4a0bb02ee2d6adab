import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Tasks } from './task.ts';

/** What a task answered, and the most memory that its process ever held, in megabytes. */
export interface Measured<Value> {
  readonly value: Value;
  readonly peak: number;
}

type TaskName = keyof Tasks;
type Answer<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

/** Runs a task in a process of its own, so that no other's memory or warm code counts; rejects when it fails. */
export async function runTask<Name extends TaskName>(
  name: Name,
  input: Parameters<Tasks[Name]>[0],
  limits: { readonly seconds?: number } = {},
): Promise<Measured<Answer<Name>>> {
  const child = start(name, input);
  const timer = limits.seconds ? setTimeout(() => child.kill('SIGKILL'), limits.seconds * 1000) : null;
  try {
    return await new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as Measured<Answer<Name>>));
      child.once('exit', (code, signal) => reject(new Error(`${name} ended with ${signal ?? code}`)));
    });
  } finally {
    if (timer) clearTimeout(timer);
  }
}

/** A task that serves until it is stopped. */
export interface Serving<Value, Report> {
  readonly value: Value;
  /** Ends it, and answers what it has to tell. */
  stop(): Promise<Report>;
}

export async function serveTask<Report>(
  name: 'controller',
  input: Parameters<Tasks['controller']>[0],
): Promise<Serving<Answer<'controller'>, Report>> {
  const child = start(name, input);
  const next = <Value>(): Promise<Value> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as Value));
      child.once('exit', (code, signal) => reject(new Error(`${name} ended with ${signal ?? code}`)));
    });
  const { value } = await next<Measured<Answer<'controller'>>>();
  return {
    value,
    stop: () => {
      const report = next<Report>();
      child.send('stop');
      return report;
    },
  };
}

function start(name: TaskName, input: unknown): ChildProcess {
  const module = fileURLToPath(new URL('./task.js', import.meta.url));
  return fork(module, [name, JSON.stringify(input)], { stdio: ['ignore', 2, 2, 'ipc'] });
}
