import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** Runs `work` where windows can be shown: on Linux without a display, on one of its own that nobody sees. */
export async function withDisplay<Value>(work: () => Promise<Value>): Promise<Value> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return work();
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [number] = (await once(server.stdout, 'data')) as [Buffer];
    process.env['DISPLAY'] = `:${number.toString().trim()}`;
    return await work();
  } finally {
    delete process.env['DISPLAY'];
    server.kill();
  }
}
