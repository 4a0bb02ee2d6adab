import { existsSync, readFileSync } from 'node:fs';
import tls from 'node:tls';

/** Where Linux distributions keep the certificates that the system trusts. */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Whether this runtime knows what the operating system trusts; where it does not, `NODE_EXTRA_CA_CERTS` has to name it. */
export const knowsSystemCertificates = 'getCACertificates' in tls || process.platform === 'linux';

let context: tls.SecureContext | undefined;

/**
 * What the operating system trusts, together with what the runtime brings along and `NODE_EXTRA_CA_CERTS` adds.
 * Newer runtimes can ask the system; on Linux its bundle is read where they cannot; elsewhere an older runtime knows
 * only its own and the added ones. Read once, as reading it for every connection would cost more than connecting.
 */
export function trustedCertificates(): tls.SecureContext {
  context ??= tls.createSecureContext({ ca: [...new Set(certificates())] });
  return context;
}

function certificates(): string[] {
  const ask: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof ask === 'function') {
    return [...(ask('default') as string[]), ...(ask('system') as string[])];
  }
  return [
    ...tls.rootCertificates,
    ...fromFile(process.env['NODE_EXTRA_CA_CERTS']),
    ...fromFile(systemBundle()),
  ];
}

function systemBundle(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return process.env['SSL_CERT_FILE'] ?? linuxBundles.find((path) => existsSync(path));
}

function fromFile(path: string | undefined): string[] {
  if (path === undefined || !existsSync(path)) return [];
  return readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
