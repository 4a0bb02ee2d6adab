/**
 * A locked keychain's call may never come back, and while it waits the process would not end. Lets the process go a
 * second after its work is done; one that ends by itself does not notice.
 */
export function endDespiteHungKeychain(failureCode: string): void {
  if (failureCode === 'keychain-locked') setTimeout(() => process.exit(), 1000).unref();
}
