type Facts = Readonly<Record<string, string | number>>;
type Reasons = Readonly<Record<string, string>>;

/** Why a request did not leave this computer. */
export const unsentReasons = {
  'name-not-found': 'The controller’s name was not found. Nothing was sent.',
  'connection-refused': 'Nothing answers at the controller’s address. Nothing was sent.',
  unreachable: 'The controller cannot be reached. Nothing was sent.',
  'connect-timeout': 'The controller did not take the connection in time. Nothing was sent.',
  tls: 'No secure connection to the controller could be made. Nothing was sent.',
  proxy: 'The proxy did not connect to the controller. Nothing was sent.',
  cancelled: 'Cancelled before it was sent.',
};

const unansweredReasons: Reasons = {
  timeout: 'It was sent, and no complete answer came in time. What happened to it is not known.',
  'connection-lost':
    'It was sent, and the connection broke before the answer. What happened to it is not known.',
  cancelled: 'It was sent, and then cancelled before the answer. What happened to it is not known.',
};

const garbledReasons: Reasons = {
  empty: 'The answer was empty.',
  html: 'The answer was a web page and no reply.',
  'not-json': 'The answer was no JSON and so no reply.',
  'not-the-shape': 'The answer does not have the shape of a reply.',
  'too-large': 'The answer was too large to be a reply.',
  'not-http': 'The answer was not HTTP.',
  'unexpected-status': 'The answer was no reply of this API.',
};

const because = (reasons: Reasons, facts: Facts) => reasons[String(facts['reason'])] ?? facts['reason'];
const detail = (facts: Facts) => (facts['detail'] ? ` [${facts['detail']}]` : '');
const status = (facts: Facts) => (facts['httpStatus'] ? ` (HTTP ${facts['httpStatus']})` : '');

/** What this product notes on a row beside the controller's own message. */
export const notes = {
  /** At a row whose request may have arrived, of an operation that must not happen twice. */
  'not-repeated': () =>
    'The run was cut off while this row was being sent. Whether it was done is not known, and doing it twice would make two permits: look it up before it is sent again.',
  'maybe-deleted': () =>
    'The controller does not find this permit. An earlier request to delete it went unanswered, and may have done so.',
  mismatched: (facts: Facts) =>
    `The controller answered success for another permit: “${facts['referenceId']}”. What happened to this one is not known.`,
  rejected: (facts: Facts) =>
    facts['message']
      ? `Error ${facts['errorCode']}: ${facts['message']}`
      : `The controller rejected it with error ${facts['errorCode']}.`,
  refused: (facts: Facts) => `The controller refuses this connection${status(facts)}.`,
  'not-found': (facts: Facts) => `The controller does not know this address${status(facts)}.`,
  redirect: (facts: Facts) =>
    facts['location']
      ? `The controller points to ${facts['location']}${status(facts)}. Redirects are not followed.`
      : `The controller points elsewhere${status(facts)}. Redirects are not followed.`,
  throttled: () => 'The controller asks for fewer requests (HTTP 429).',
  temporary: (facts: Facts) => `The controller is in trouble${status(facts)}.`,
  garbled: (facts: Facts) =>
    `${because(garbledReasons, facts)}${status(facts)}${facts['excerpt'] ? ` It begins: ${facts['excerpt']}` : ''}`,
  unsent: (facts: Facts) => `${because(unsentReasons, facts)}${detail(facts)}`,
  certificate: (facts: Facts) =>
    `The controller's certificate is not trusted${facts['detail'] ? ` (${facts['detail']})` : ''}. Nothing was sent.`,
  unanswered: (facts: Facts) => `${because(unansweredReasons, facts)}${detail(facts)}`,
};
