import { signingKey } from '../connections/signing-key.ts';

/** A push must not wait for long for a keychain that it can do without. */
const timeoutMs = 3_000;

/** What audit trails are signed with; null where the keychain does not give it, or not soon: then they stay unsigned. */
export async function signingKeyInTime(): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  const asked = signingKey().then((key) => (key.ok ? key.value : null));
  const key = await Promise.race([asked, tooLong]);
  clearTimeout(timer);
  return key;
}
