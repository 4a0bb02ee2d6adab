import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../fixtures/tls');

/** Where the certificate is that a test may let itself trust: of localhost, 127.0.0.1 and controller.invalid, signed by itself, good until 2126. */
export const certificatePath = join(folder, 'certificate.pem');

/** The same with its key, for a server. The key is nobody's secret. */
export const certificate = {
  key: readFileSync(join(folder, 'key.pem')),
  cert: readFileSync(certificatePath),
};
