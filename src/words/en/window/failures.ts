import { instantsIn } from '../../instants.ts';
import { number, rows } from '../counted.ts';

const day = instantsIn('en-CA', { dateStyle: 'long', timeStyle: 'short' });

type Facts = Readonly<Record<string, string | number>>;

/** The failures of the window itself, and those that it tells otherwise than the terminal does. */
export const failures = {
  'period-reversed': () => 'The first day of the period comes after the last.',
  'not-removed': (facts: Facts) => `The batch was not removed (${facts['reason']}). It is where it was.`,
  'batch-bound': () =>
    'Another controller has had rows of this batch already, so it stays with that one. Open its file as a new batch for this connection.',
  'earlier-unreadable': (facts: Facts) =>
    `A batch that was made of a file of this name cannot be read any more, so it is not known whether this file was pushed before. Look into what was sent first. The batch is ${facts['batch']}`,
  'pushed-before': (facts: Facts) =>
    `On ${day(facts['at'])} it went to this connection: ${number(Number(facts['accepted'] ?? 0))} accepted, ${number(Number(facts['rejected'] ?? 0))} rejected, ${number(Number(facts['unknown'] ?? 0))} unknown. Nothing was sent now. Its batch is in the list on the left.`,
  'rows-invalid': (facts: Facts) =>
    `${rows(Number(facts['invalid'] ?? 0))} cannot be sent, so nothing was sent. Mend them under Check, or leave them out.`,
  'no-reference-column': () =>
    'No column is known to hold the reference IDs, so nothing was sent. Choose it under Columns.',
  'wrong-lot': (facts: Facts) =>
    `The controller knows none of the first ${rows(Number(facts['rows'] ?? 0))} (error 9009). Is this the right lot’s connection? The push stopped; if it is right, push the rest.`,
  'waited-too-long': () =>
    'The controller could not be reached any more, and the push stopped after waiting. Push the rest later.',
  'asked-to-wait-too-long': () =>
    'The controller asked to wait for longer than the push could, so it stopped. Push the rest later.',
  'journal-failed': (facts: Facts) =>
    `The batch cannot be written any more (${facts['reason']}), so the push stopped: nothing is sent that could not be recorded. Make room on the disk, then push the rest.`,
  'batch-gone': () =>
    'The batch file was removed or moved during the push, so it stopped: nothing is sent that could not be recorded. As far as the disk allowed the batch was written again as it stood, and the results hold every row. Push the rest when it is in the list.',
  'batch-unwritable': (facts: Facts) =>
    `The batch cannot be written (${facts['reason']}), so nothing was sent: what is sent must be recorded. Make room on the disk, or let this user write to its folder. The batch is ${facts['path']}`,
  'nothing-to-undo': () => 'There is nothing to undo.',
  'nothing-to-redo': () => 'There is nothing to redo.',
  'pattern-wrong': (facts: Facts) => `“${facts['pattern']}” is no pattern: ${facts['reason']}`,
  'pattern-slow': () =>
    'That pattern takes too long, so nothing was changed. Say more exactly what it is to find.',
  'batch-changing': () => 'Rows of this batch are being changed. Wait until that is done, or stop it.',
  'change-stopped': () => 'Stopped. Nothing was changed.',
  'nothing-to-stop': () => 'That was done already.',
  'duplicates-changed': () => 'These rows have changed meanwhile. Look at them again.',
  'row-locked': () => 'That row was accepted, so it can no longer be edited.',
  'row-missing': () => 'That row is no longer in this batch.',
  'bridge-broken': () =>
    'The app did not answer. What was done so far is on disk; start Permit Loader again.',
  other: (code: string) => `Something failed that has no sentence of its own yet (code: ${code}).`,
};
