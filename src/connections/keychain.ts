import { fail, ok, type Result } from '../permit/result.ts';
import { parseToken, redact, type TokenFailure } from '../permit/token.ts';

export type KeychainFailure =
  /** The native module, or the system library that it needs, is not there. */
  | 'keychain-not-installed'
  /** No keychain answers: no D-Bus session, no keyring service. */
  | 'keychain-unreachable'
  /** It is locked and nobody unlocked it. */
  | 'keychain-locked'
  | 'keychain-failed';

/** The name under which keychain applications show these entries; the account is the connection's name. */
const service = 'Permit Loader';

/** Beside each token, by the same account: what it was set for. */
const targetService = 'Permit Loader controllers';

/** Apart from the tokens, whose accounts are any names that people give. */
const signingService = 'Permit Loader audit trail';

/** Milliseconds that a person gets to unlock a keychain that asks. */
const patience = 60_000;
/** A signature is worth having, but not worth holding up whoever waits for a push to end. */
const signingPatience = 10_000;

/**
 * The token of a connection; null when none is set for this target (see `targetOf`): one that was set for another never
 * goes there, whoever changed the connection, and however. One that an earlier version kept is bound when first read.
 */
export function readToken(
  connection: string,
  target: string,
): Promise<Result<string | null, KeychainFailure>> {
  return ask(async (keytar) => {
    const token = await keytar.getPassword(service, connection);
    if (token === null) return null;
    const bound = await keytar.getPassword(targetService, connection);
    if (bound === null) await keytar.setPassword(targetService, connection, target);
    return bound === null || bound === target ? token : null;
  });
}

/** Keeps a token for this target, in place of one that was there. It must have the published form. */
export async function writeToken(
  connection: string,
  target: string,
  text: string,
): Promise<Result<null, KeychainFailure | TokenFailure>> {
  const token = parseToken(text);
  if (!token.ok) return token;
  return ask(async (keytar) => {
    // In this order a token never stands beside a target that another was set for.
    await keytar.deletePassword(service, connection);
    await keytar.setPassword(targetService, connection, target);
    await keytar.setPassword(service, connection, token.value);
    return null;
  }, token.value);
}

/** Takes a connection's token away; answers whether there was one. */
export function deleteToken(connection: string): Promise<Result<boolean, KeychainFailure>> {
  return ask(async (keytar) => {
    const had = await keytar.deletePassword(service, connection);
    await keytar.deletePassword(targetService, connection);
    return had;
  });
}

export async function tokenStatus(
  connection: string,
  target: string,
): Promise<Result<'set' | 'missing', KeychainFailure>> {
  const token = await readToken(connection, target);
  if (!token.ok) return token;
  return ok(token.value === null ? 'missing' : 'set');
}

/**
 * Lets a renamed connection keep its token. Some keychains take names that differ only in case for one, so there the
 * old entry has to go before the new one comes.
 */
export async function moveToken(from: string, to: string): Promise<Result<null, KeychainFailure>> {
  return ask(async (keytar) => {
    const caseOnly = from.toLowerCase() === to.toLowerCase();
    // What it is for goes first: without it the token would be bound anew.
    for (const kind of [targetService, service]) {
      const secret = await keytar.getPassword(kind, from);
      if (secret === null) continue;
      if (caseOnly) await keytar.deletePassword(kind, from);
      await keytar.setPassword(kind, to, secret);
      if (!caseOnly) await keytar.deletePassword(kind, from);
    }
    return null;
  });
}

/**
 * The secret that this installation signs audit trails with; `make` makes it where there is none yet. A locked
 * keychain may answer as one without it, and another process may be making one too: each is kept under the moment it
 * was made, and the oldest is the one that counts, so that none is ever replaced.
 */
export function signingSecret(make: () => string, now: Date): Promise<Result<string, KeychainFailure>> {
  return ask(
    async (keytar) => {
      const known = await oldestSecret(keytar);
      if (known) return known.password;
      const made = { account: `${now.toISOString()} ${process.pid}`, password: make() };
      await keytar.setPassword(signingService, made.account, made.password);
      const oldest = (await oldestSecret(keytar)) ?? made;
      if (oldest.account !== made.account) await keytar.deletePassword(signingService, made.account);
      return oldest.password;
    },
    '',
    signingPatience,
  );
}

async function oldestSecret(keytar: Keytar) {
  const found = await keytar.findCredentials(signingService);
  return found.sort((one, other) => (one.account < other.account ? -1 : 1)).at(0);
}

type Keytar = typeof import('keytar');

async function ask<Value>(
  question: (keytar: Keytar) => Promise<Value>,
  token = '',
  wait = patience,
): Promise<Result<Value, KeychainFailure>> {
  let keytar: Keytar;
  try {
    keytar = await loadKeytar();
  } catch {
    return fail('keychain-not-installed');
  }
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Result<Value, KeychainFailure>>((resolve) => {
    timer = setTimeout(resolve, wait, fail('keychain-locked'));
  });
  try {
    return await Promise.race([question(keytar).then(ok), tooLong]);
  } catch (cause) {
    return failureOf(redact(cause instanceof Error ? cause.message : String(cause), token));
  } finally {
    clearTimeout(timer);
  }
}

/** Loaded when first needed: where the native module cannot load, all but the keychain still works. */
async function loadKeytar(): Promise<Keytar> {
  const module: Keytar & { default?: Keytar } = await import('keytar');
  return module.default ?? module;
}

/** libsecret says all it knows in its message, in the system's language; the D-Bus names in it stay the same. */
function failureOf(reason: string): Result<never, KeychainFailure> {
  if (/locked|dismissed|prompt/i.test(reason)) return fail('keychain-locked');
  if (
    /transport|d-?bus|freedesktop|autolaunch|could not connect|given address|secret collection|ServiceUnknown/i.test(
      reason,
    )
  ) {
    return fail('keychain-unreachable');
  }
  return fail('keychain-failed', { reason });
}
