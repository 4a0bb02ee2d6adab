import { userInfo } from 'node:os';

/** The person at this computer as the operating system knows them; empty where it does not (a container's bare user ID). */
export function personHere(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
