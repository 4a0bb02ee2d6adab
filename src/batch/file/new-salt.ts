import { randomBytes } from 'node:crypto';

/** A fresh secret of a batch, 32 bytes in hexadecimal: without it nobody can try out which plate a digest stands for. */
export function newSalt(): string {
  return randomBytes(32).toString('hex');
}
