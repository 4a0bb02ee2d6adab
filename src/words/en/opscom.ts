import { counted } from './counted.ts';

type Facts = Readonly<Record<string, string | number>>;

export const opscom = {
  /** What is wrong with a connection's data, its file, the keychain or a token. */
  failures: {
    'controller-not-url': (facts: Facts) =>
      `“${facts['value']}” is not a controller's address. It looks like https://controller.operationscommander.io.`,
    'controller-not-https': (facts: Facts) =>
      `Tokens are sent only over https. Write ${facts['origin']}. Plain http is allowed for this computer itself alone.`,
    'controller-credentials': (facts: Facts) =>
      `A controller's address holds no user name or password. Write ${facts['origin']}.`,
    'controller-more-than-origin': (facts: Facts) =>
      `A controller's address ends after the host. Write ${facts['origin']}; the path is added to it.`,
    'client-code': (facts: Facts) =>
      `“${facts['value']}” is not an integration code. It has 1 to 50 letters, digits, dashes or underscores, like OC-TOMA.`,
    'connection-name': (facts: Facts) =>
      `A connection's name has 1 to ${facts['longest']} characters, all on one line.`,
    'connection-practice': (facts: Facts) =>
      `“${facts['name']}” is the built-in practice connection. It cannot be changed, replaced or removed.`,
    'connection-rate': (facts: Facts) =>
      `${facts['value']} is not a rate. It is a number of requests a second above 0, at most 100,000.`,
    'connection-concurrency': (facts: Facts) =>
      `${facts['value']} is not a number of requests at once. It is a whole number from 1 to 64.`,
    'connection-zone': (facts: Facts) =>
      `“${facts['value']}” is not a time zone that is known here. Zones are named like America/Toronto.`,
    'connection-utc-without-zone': () =>
      'End dates can be converted to UTC only when the lot’s time zone is stated, such as America/Toronto.',
    'connection-plate-form': (facts: Facts) =>
      `“${facts['value']}” is no form of plates. Write how many characters they have, such as 2-10, at most 25.`,
    'connection-day-end': (facts: Facts) =>
      `“${facts['value']}” is not a time of day. Write it like 23:59:59.`,
    'connection-exists': (facts: Facts) => `There is a connection named “${facts['name']}” already.`,
    'connection-unknown': (facts: Facts) => `There is no connection named “${facts['name']}”.`,
    'connections-damaged': (facts: Facts) =>
      `The file with the connections is damaged${facts['place'] === '' ? '' : ` at “${facts['place']}”`}: ${facts['path']}. It was left as it is; mend it, or move it away and add the connections again.`,
    'connections-newer': (facts: Facts) =>
      `The file with the connections was written by a newer version of Permit Loader: ${facts['path']}. Install that version here too.`,
    'connections-unreadable': (facts: Facts) =>
      `The file with the connections cannot be read: ${facts['path']} (${facts['reason']}).`,
    'connections-unwritable': (facts: Facts) =>
      `The file with the connections cannot be written: ${facts['path']} (${facts['reason']}). Nothing was changed.`,
    'keychain-not-installed': () =>
      'The keychain cannot be used: a part of it is not installed. On Debian and Ubuntu install libsecret-1-0; elsewhere install Permit Loader again.',
    'keychain-unreachable': () =>
      'No keychain answers, so a token cannot be kept here. On Linux it needs a desktop session with a keyring, such as GNOME Keyring. Without one, push from the terminal with --token-stdin; the practice connection needs no token.',
    'keychain-locked': () => 'The keychain is locked. Unlock it, then try again.',
    'keychain-failed': (facts: Facts) => `The keychain did not do it: ${facts['reason']}`,
    'token-missing': () => 'No token was given.',
    'token-form': (facts: Facts) =>
      `This is not a token: it has 1 to 50 letters, digits or dashes, and nothing else. What was given has ${facts['length']} characters.`,
  },

  practice: {
    about: 'serve a practice controller on this computer until stopped',
    options: {
      port: 'port to listen on; 0 takes any free one',
      token: 'the only token to let in; without it every well-formed one is',
      seed: 'permit CSV whose reference IDs then exist; without it every well-formed one does',
      randomSeed: 'number that makes the faults repeat',
      latency: 'milliseconds before every answer',
      fail: 'share of requests to answer with 500, from 0 to 1',
      throttle: 'requests a second; above, 429 with Retry-After',
      drop: 'share of requests to apply and then cut, from 0 to 1',
      garble: 'share of requests to answer with something that is no reply, from 0 to 1',
      log: 'SQLite file for its data and for every request, without tokens',
    },
    notANumber: (option: string, value: string, least: number, most: number) =>
      `${option} ${value}: it must be a number from ${least} to ${most}.`,
    notWhole: (option: string, value: string, least: number, most: number) =>
      `${option} ${value}: it must be a whole number from ${least} to ${most}.`,
    ratiosTooHigh: '--fail, --drop and --garble add up to more than 1.',
    portTaken: (port: number, reason: string) =>
      `Port ${port} cannot be used (${reason}). Choose another, or 0 for any.`,
    logUnusable: (path: string, reason: string) => `The file ${path} cannot be used for the log (${reason}).`,
    seedUnreadable: (path: string, reason: string) => `${path} cannot be read (${reason}).`,
    seedWithoutReference: (path: string) => `${path} has no column with reference IDs.`,
    seeded: (count: number) => `${counted(count, 'permit exists', 'permits exist')}.`,
    stop: 'Press Ctrl+C to stop.',
  },

  connection: {
    about: 'the controllers to push to',
    add: 'add a connection',
    list: 'list the connections',
    remove: 'remove a connection and its token',
    options: {
      controller: 'its origin, such as https://controller.operationscommander.io',
      client: 'its integration code, such as OC-TOMA',
      rate: 'requests a second at most',
      concurrency: 'requests at once at most, 1 to 64 (8 if not given)',
      zone: 'the lot’s time zone, such as America/Toronto',
      endDate: 'send End Date unchanged, or converted to utc',
      plateForm: 'plates are capitals and digits alone, so many of them, such as 2-10; others get a warning',
      dayEnd: 'time that a date without one gets, HH:MM:SS (23:59:59 if not given)',
    },
    added: (name: string) => `Added “${name}”. Now set its token: permit-loader token set "${name}"`,
    removed: (name: string) => `Removed “${name}” and its token.`,
    removedWithoutToken: (name: string, why: string) =>
      `Removed “${name}”. If a token was kept for it, it is still in the keychain. ${why}`,
    practice: 'on this computer, for practice',
    header: ['Name', 'Controller', 'Client'] as readonly string[],
  },

  token: {
    about: 'the tokens in the keychain',
    set: 'keep the token on standard input’s first line for a connection',
    status: 'say whether a connection has a token',
    delete: 'take a connection’s token out of the keychain',
    prompt: (connection: string) => `Token of “${connection}” (not shown): `,
    written: (connection: string) => `The token of “${connection}” is in the keychain.`,
    isSet: (connection: string) => `“${connection}” has a token.`,
    isMissing: (connection: string) => `“${connection}” has no token.`,
    maybeLocked: 'A locked keyring tells nothing: if it is locked, unlock it and ask again.',
    deleted: (connection: string) => `The token of “${connection}” was deleted.`,
    nothingToDelete: (connection: string) => `“${connection}” had no token.`,
    notNeeded: (connection: string) => `“${connection}” is for practice and needs no token.`,
  },
};
