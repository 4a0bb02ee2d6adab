/** What a rejection is about: `connection` would refuse every other row too, so a run stops on it. */
export type RejectionSubject = 'connection' | 'request' | 'row';

/** The code that says that the controller has no such permit. */
export const recordNotFound = 9009;

/** The published error codes and what the controller means by them, in its own language. */
export const publishedErrorCodes: ReadonlyMap<number, string> = new Map([
  [9000, 'Client code is missing from the request.'],
  [9001, 'API Token is missing from the request.'],
  [9002, 'The API Token has no permission for this request.'],
  [9003, 'The request could not be parsed.'],
  [9004, 'End time is required.'],
  [9005, 'End time is invalid.'],
  [9006, 'Plate is required.'],
  [9007, 'Start time is invalid.'],
  [9008, 'Reference ID is required.'],
  [recordNotFound, 'Record not found.'],
  [9021, 'The plate is longer than the server allows.'],
  [9022, 'A record with these details exists already.'],
  [9030, 'A field has too many characters.'],
  [9031, 'A field is required.'],
  [9032, 'A field has too few characters.'],
  [9033, "A field's value is invalid."],
]);

/** A code that is not published is taken to be about its row. */
export function rejectionSubject(errorCode: number): RejectionSubject {
  if (errorCode >= 9000 && errorCode <= 9002) return 'connection';
  return errorCode === 9003 ? 'request' : 'row';
}
