import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { closeMade } from './made-batch.ts';
import { type GotRequest, type ScriptedController, scriptedController } from './scripted-controller.ts';

export type Script = Parameters<typeof scriptedController>[0];

/** Of each test of a file: a folder for its batches, and at most one controller. */
export interface ScriptedPush {
  readonly folder: string;
  /** What the controller got. */
  readonly got: readonly GotRequest[];
  /** Starts the controller; its address. */
  serve(script: Script, port?: number): Promise<string>;
  /** Ends it before the test does. */
  goAway(): Promise<void>;
}

/** Makes them before each test of the file and takes them away after it. */
export function scriptedPush(): ScriptedPush {
  let folder = '';
  let controller: ScriptedController | null = null;
  const goAway = async (): Promise<void> => {
    await controller?.close();
    controller = null;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'push-'));
  });
  afterEach(async () => {
    await goAway();
    closeMade();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    get got() {
      return controller?.got ?? [];
    },
    async serve(script, port) {
      controller = await scriptedController(script, port);
      return controller.url;
    },
    goAway,
  };
}
