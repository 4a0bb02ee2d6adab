import { instantsIn } from '../instants.ts';
import { number, rows } from './counted.ts';
import { unsentReasons } from './notes.ts';

type Facts = Readonly<Record<string, string | number>>;

const reasons: Readonly<Record<string, string>> = unsentReasons;
const why = (facts: Facts) => reasons[String(facts['reason'])] ?? unsentReasons.unreachable;
const quoted = (text: string | number | undefined) =>
  text === undefined || text === '' ? '' : `: “${text}”`;
const time = instantsIn('en-CA', { dateStyle: 'medium', timeStyle: 'short' });
const duration = (seconds: string | number | undefined) => {
  const whole = Number(seconds ?? 0);
  if (whole < 120) return `${number(whole)} ${whole === 1 ? 'second' : 'seconds'}`;
  return whole < 7200
    ? `${number(Math.round(whole / 60))} minutes`
    : `${number(Math.round(whole / 3600))} hours`;
};

export const push = {
  /** Why a push, a resumption or a retry did not begin. Nothing was sent. */
  refusals: {
    'batch-busy': () =>
      'This batch is being pushed at this moment, by another window or terminal. Wait until it ends.',
    'file-busy': () =>
      'This file is being sent to this controller at this moment, by another window or terminal. Wait until it ends.',
    'creations-busy': () =>
      'Other new permits are being created at this controller at this moment, and some could be the same. Nothing was sent. Wait until that push ends: these are then held against what it created.',
    'earlier-unreadable': (facts: Facts) =>
      `A batch that was made of a file of this name cannot be read any more, so it is not known whether this file was pushed before. Nothing was sent now. Look into what was sent, then send the file with --again. The batch is ${facts['batch']}`,
    'batch-unwritable': (facts: Facts) =>
      `The batch cannot be written (${facts['reason']}), so nothing was sent: what is sent must be recorded. Make room on its disk, or copy it to a folder that you may write to and push that copy. The batch is ${facts['path']}`,
    'rows-invalid': (facts: Facts) =>
      `${rows(facts['invalid'])} cannot be sent, so nothing was sent. Mend them, or leave them out with --only-valid.`,
    'no-reference-column': () =>
      'No column is known to hold the reference IDs, so there is nothing to send to. Name it with --map "Header=referenceId".',
    'columns-undecided': (facts: Facts) =>
      `Nothing was sent: ${Number(facts['count']) === 1 ? 'a column waits' : `${number(facts['count'])} columns wait`} for your decision, so that none is left out unsaid: ${facts['headers']}.`,
    'nothing-to-resume': () => 'There is nothing to resume: no run of this batch was interrupted.',
    'nothing-to-retry': (facts: Facts) =>
      Number(facts['unknown'] ?? 0) === 0
        ? 'There is nothing to retry: no row was rejected or left unknown.'
        : `No row was rejected. What was asked for ${rows(facts['unknown'])} left unknown may have been done: look each up, and send them again only then, with --unknown-too.`,
    'only-older-rows': (facts: Facts) =>
      `All that is left are earlier rows of permits whose later rows were accepted (${rows(facts['rows'])}). Sending them now would put older values back, so nothing was sent. If those values are the right ones after all, push them in a file of their own.`,
    'batch-bound': (facts: Facts) =>
      `This batch stays with the controller that has had rows of it (${facts['controller']}, ${facts['client']}), so nothing was sent. Push its file to this one: that makes a batch of its own. Or go on with that controller.`,
    'undo-bound': (facts: Facts) =>
      `This batch undoes “${facts['file']}”, so it can be pushed only to where that went (${facts['controller']}, ${facts['client']}). Nothing was sent.`,
    'undo-times': (facts: Facts) =>
      `This batch puts End Dates of “${facts['file']}” back as they were sent then, ${facts['utc'] ? 'in UTC' : 'unchanged'}. This connection says otherwise now, so nothing was sent. Set its end dates to “${facts['utc'] ? 'utc' : 'unchanged'}” for this push.`,
    'book-unusable': (facts: Facts) =>
      `What would change cannot be told, since the permit book cannot be used (${facts['reason']}). Nothing was sent.`,
    'checked-again': () =>
      'The time settings of this connection are not those that the rows were checked with. They were checked again just now and some came out differently: look at them, then push.',
    'pushed-before': (facts: Facts) =>
      `This file was pushed to this connection before, on ${time(facts['at'])}: ${number(facts['accepted'])} accepted, ${number(facts['rejected'])} rejected, ${number(facts['unknown'])} unknown, ${number(facts['unsent'])} unsent. Nothing was sent now. Go on with that batch by “resume” or “retry”, or send the file once more with --again. The batch is ${facts['batch']}`,
  },

  /** Why a run stopped before its end. */
  stops: {
    'refused-by-code': (facts: Facts) =>
      `The controller does not let this connection in (error ${facts['errorCode']}${quoted(facts['message'])}). Check its integration code and token. The rest was not sent.`,
    'refused-by-status': (facts: Facts) =>
      `The controller does not let this connection in (HTTP ${facts['httpStatus']}). Check its integration code and token. The rest was not sent.`,
    certificate: (facts: Facts) =>
      `The controller's certificate is not trusted (${facts['detail']}), so the run stopped. Check the controller's address; a company proxy's certificate belongs in the operating system's store.`,
    unreachable: (facts: Facts) =>
      `${why(facts)} Check the controller's address and this computer's network.`,
    'not-this-api-not-found': (facts: Facts) =>
      `Something answers at the controller's address, but it does not know the permit API (HTTP ${facts['httpStatus']}). Check the address and the integration code. Nothing else was sent.`,
    'not-this-api-redirect': (facts: Facts) =>
      `The controller's address points elsewhere (HTTP ${facts['httpStatus']}${facts['location'] ? ` to ${facts['location']}` : ''}). Redirects are not followed, because the token would go along. Check the address. Nothing else was sent.`,
    'not-this-api-garbled': (facts: Facts) =>
      `What answers at the controller's address is not the permit API${quoted(facts['excerpt'])}. Check the address. Nothing else was sent.`,
    'wrong-lot': (facts: Facts) =>
      `The controller knows none of the first ${rows(facts['rows'])} (error 9009). Is this the right lot's connection? The run stopped; if it is right, go on with “resume”.`,
    'waited-too-long': (facts: Facts) =>
      `The controller could not be reached any more. ${why(facts)} The run stopped after waiting; go on later with “resume”.`,
    untrustworthy: (facts: Facts) =>
      `What answers at the controller’s address does not answer as the permit API does any more${facts['httpStatus'] ? ` (HTTP ${facts['httpStatus']})` : ''}, such as while it is being serviced. The run stopped and the rest was not sent; go on later with “resume”.`,
    'asked-to-wait-too-long': (facts: Facts) =>
      Number(facts['seconds']) > 0
        ? `The controller asks to wait for ${duration(facts['seconds'])}. The run stopped; go on later with “resume”.`
        : 'The controller asked again and again to wait. The run stopped; go on later with “resume”.',
    'journal-failed': (facts: Facts) =>
      `The batch file cannot be written any more (${facts['reason']}), so the run stopped: nothing is sent that could not be recorded. Make room on the disk, then go on with “resume”.`,
    'batch-gone': (facts: Facts) =>
      `The batch file was removed or moved while its rows were being sent, so the run stopped: nothing is sent that could not be recorded. As far as the disk allowed it was written there again as it stood, and the results hold every row. Go on with “resume”. The batch is ${facts['path']}`,
    'batch-replaced': (facts: Facts) =>
      `The batch file was replaced or cut short while its rows were being sent, so the run stopped: nothing is sent that could not be recorded. The results hold every row. ${facts['kept'] ? `As it stood it was written to ${facts['kept']}: go on with that one.` : 'It could not be written anew.'} The batch was ${facts['path']}`,
    'lock-gone': (facts: Facts) =>
      `The lock file of the batch was removed while its rows were being sent, so the run stopped: somebody else could have sent them too. What was sent is recorded; go on with “resume”. The batch is ${facts['path']}`,
    'log-gone': (facts: Facts) =>
      `A part of the batch (its file ending in -wal) was removed while its rows were being sent, so the run stopped. What was sent is recorded; go on with “resume”. The batch is ${facts['path']}`,
  },

  /** Why nothing is being sent for the moment. */
  waits: {
    'waiting-unreachable': (facts: Facts) =>
      Number(facts['seconds'] ?? 0) === 0
        ? 'The controller cannot be reached; trying again.'
        : `The controller cannot be reached; trying again, for ${duration(facts['seconds'])} so far.`,
    'waiting-untrustworthy': (facts: Facts) =>
      Number(facts['seconds'] ?? 0) === 0
        ? 'The controller answers nothing that can be trusted; trying one row at a time.'
        : `The controller answers nothing that can be trusted; trying one row at a time, for ${duration(facts['seconds'])} so far.`,
    'waiting-asked': (facts: Facts) =>
      `The controller asks to wait; going on in ${duration(facts['seconds'])}.`,
    'asking-wrong-lot': () =>
      'The controller knows none of the first 20 permits (error 9009). Is this the right lot’s connection?',
    'asking-trial': ({ accepted = 0, rejected = 0 }: Facts) =>
      `The trial is over: ${number(accepted)} accepted, ${number(rejected)} rejected. The other rows wait until you go on.`,
  },

  /** Why the results CSV could not be written. The outcomes are safe in the batch. */
  results: {
    'folder-missing': (facts: Facts) =>
      `The results were not written: there is no folder ${facts['folder']}. Nothing is lost; choose another place.`,
    'folder-read-only': (facts: Facts) =>
      `The results were not written: nothing can be saved in ${facts['folder']}. Nothing is lost; choose another place.`,
    'disk-full': (facts: Facts) =>
      `The results were not written: the disk of ${facts['folder']} is full. Nothing is lost; make room, or choose another place.`,
    'name-not-allowed': (facts: Facts) =>
      `The results were not written to ${facts['path']}: Windows takes no “${facts['character']}” in a name. Nothing is lost; choose another name.`,
    'not-written': (facts: Facts) =>
      `The results were not written to ${facts['path']} (${facts['reason']}). Nothing is lost; choose another place.`,
    'too-large-for-workbook': () =>
      'The results were not written: a workbook holds 1,048,576 rows, 16,384 columns and 32,767 characters a cell, and they are larger. Nothing is lost; write a CSV instead.',
  },

  /** Of the file that a batch was read from, before its rows are sent. */
  source: {
    changed: (path: string) =>
      `${path} has changed since it was read. The batch holds the rows as they were, and they are what is sent.`,
    gone: (path: string) => `${path} is gone. The batch holds its rows, and they are what is sent.`,
  },
  /** Said after a run, loudly. */
  mismatched: (rows: number) =>
    `Look at ${rows === 1 ? 'one row' : `${number(rows)} rows`} with care: the controller answered for another permit.`,
  /** Rows that a run did not send, for a later row of the same permit was accepted before. */
  supersededRows: (count: number) =>
    `${rows(count)} ${count === 1 ? 'was' : 'were'} not sent: later rows of the same permits were accepted before, and sending the earlier ones now would put older values back.`,
  /** In the results, at a row that was not accepted. */
  superseded: (later: number) => `Not sent again: row ${later}, a later one of this permit, was accepted.`,

  /** Said before a live push. */
  cannotBeUndone: 'The controller cannot restore old values: what is accepted stays.',
};
