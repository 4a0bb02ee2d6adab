import { counted } from './counted.ts';

type Facts = Readonly<Record<string, string | number>>;

/** After what a certificate or connection failure says: the code that a search finds. */
const because = (detail: string) => (detail === '' ? '' : ` (${detail})`);

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

  /** What is known after one attempt to send a row. */
  replies: {
    accepted: 'The controller accepted the update.',
    rejected: (code: number, message: string) =>
      message === '' ? `The controller rejected it with error ${code}.` : `Error ${code}: ${message}`,
    refused: (status: number) => `The controller refuses this connection (HTTP ${status}).`,
    'not-found': (status: number) => `The controller does not know this address (HTTP ${status}).`,
    redirect: (status: number, location: string | null) =>
      location === null
        ? `The controller points elsewhere (HTTP ${status}). Redirects are not followed.`
        : `The controller points to ${location} (HTTP ${status}). Redirects are not followed.`,
    throttled: 'The controller asks for fewer requests (HTTP 429).',
    temporary: (status: number) => `The controller is in trouble (HTTP ${status}).`,
    mismatched: (referenceId: string) =>
      `The controller answered success for another permit: “${referenceId}”. What happened to this one is not known.`,
    certificate: (detail: string) =>
      `The controller's certificate is not trusted${because(detail)}. Nothing was sent.`,
    garbled: {
      empty: 'The answer was empty.',
      html: 'The answer was a web page and no reply.',
      'not-json': 'The answer was no JSON and so no reply.',
      'not-the-shape': 'The answer does not have the shape of a reply.',
      'too-large': 'The answer was too large to be a reply.',
      'not-http': 'The answer was not HTTP.',
      'unexpected-status': 'The answer was no reply of this API.',
    },
    unsent: {
      'name-not-found': 'The controller’s name was not found. Nothing was sent.',
      'connection-refused': 'Nothing answers at the controller’s address. Nothing was sent.',
      unreachable: 'The controller cannot be reached. Nothing was sent.',
      'connect-timeout': 'The controller did not take the connection in time. Nothing was sent.',
      tls: 'No secure connection to the controller could be made. Nothing was sent.',
      proxy: 'The proxy did not connect to the controller. Nothing was sent.',
      cancelled: 'Cancelled before it was sent.',
    },
    unanswered: {
      timeout: 'It was sent, and no complete answer came in time. What happened to it is not known.',
      'connection-lost':
        'It was sent, and the connection broke before the answer. What happened to it is not known.',
      cancelled: 'It was sent, and then cancelled before the answer. What happened to it is not known.',
    },
    withStatus: (sentence: string, status: number | null) =>
      status === null ? sentence : `${sentence} (HTTP ${status})`,
    withExcerpt: (sentence: string, excerpt: string) =>
      excerpt === '' ? sentence : `${sentence} It begins: ${excerpt}`,
    withDetail: (sentence: string, detail: string) => `${sentence} [${detail}]`,
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
