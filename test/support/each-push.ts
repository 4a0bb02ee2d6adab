import { afterEach, beforeEach } from 'vitest';
import { type Practice, startPractice } from '../../src/opscom/practice/practice.ts';
import { type PushFolder, pushFolder } from './push-folder.ts';
import { accept, type ScriptedController, scriptedController } from './scripted-controller.ts';

/** Where the test at hand pushes from, and the controller that it pushes to: of its own, and gone after it. */
export let place: PushFolder;
export let practice: Practice;
export let controller: ScriptedController;

/** In each test of the file: a folder, and the practice controller, which knows the permits of `seed`, or whatever comes. */
export function withPractice(token: string, seed?: readonly string[]): void {
  beforeEach(async () => {
    place = pushFolder(token);
    practice = await startPractice({ token, ...(seed && { seed }) });
  });
  afterEach(async () => {
    await practice.close();
    place.remove();
  });
}

/** In each test of the file: a folder, and a controller that accepts whatever comes. */
export function withAccepting(token: string): void {
  beforeEach(async () => {
    place = pushFolder(token);
    controller = await scriptedController(accept);
  });
  afterEach(async () => {
    await controller.close();
    place.remove();
  });
}
