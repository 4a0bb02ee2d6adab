/** What a spreadsheet shows of a long number: `1.23E+47`, `5E+12`. Without a sign (`1E5`) it may be a plate. */
const scientific = /^\d(?:[.,]\d+)?E[+-]\d{1,3}$/i;

/** Excel's own way of writing a day and a month that it took a text for: `12-Mar`, `Mar-12`, in French `12-mars`, `mars-12`. */
const months =
  '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|janv?|févr?|mars|avr|mai|juin|juil|août|sept?|oct|nov|déc)\\.?';
const dayAndMonth = new RegExp(`^(?:\\d{1,2}-${months}|${months}-\\d{2})$`);

/** A truth value as spreadsheets write it, in English and French. */
const truth = /^(?:TRUE|FALSE|True|False|VRAI|FAUX|Vrai|Faux)$/;

/** Whether a trimmed reference or plate is what a spreadsheet makes of another: the value that was meant is lost. */
export function isDamagedValue(value: string): boolean {
  if (value.length > 12) return scientific.test(value);
  return scientific.test(value) || dayAndMonth.test(value) || truth.test(value);
}
