/**
 * What one row asks of the controller. A blank cell is left out, never an empty string.
 * At most one of the two end times is there: `endTime` is the file's value unchanged, `endDateUtc` was converted.
 */
export interface PermitUpdate {
  readonly referenceId: string;
  readonly endTime?: string;
  readonly endDateUtc?: string;
  readonly plate?: string;
  readonly amount?: string;
  readonly currency?: string;
}
