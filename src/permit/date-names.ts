// Folded: lower case, no accents. `mar` is March in English and mardi in French, `sept` September in both.
const months: ReadonlyMap<string, number> = new Map(
  [
    'jan january janv janvier',
    'feb february fev fevr fevrier',
    'mar march mars',
    'apr april avr avril',
    'may mai',
    'jun june juin',
    'jul july juil juillet',
    'aug august aou aout',
    'sep sept september septembre',
    'oct october octobre',
    'nov november novembre',
    'dec december decembre',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const weekdays: ReadonlyMap<string, number> = new Map(
  [
    'sun sunday dim dimanche',
    'mon monday lun lundi',
    'tue tues tuesday mar mardi',
    'wed weds wednesday mer mercredi',
    'thu thur thurs thursday jeu jeudi',
    'fri friday ven vendredi',
    'sat saturday sam samedi',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index] as const)),
);

/** 1 to 12 for an English or French month, whole or shortened, folded; else null. */
export function readMonth(name: string): number | null {
  return months.get(name) ?? null;
}

/** 0 (Sunday) to 6 for an English or French weekday, whole or shortened, folded; else null. */
export function readWeekday(name: string): number | null {
  return weekdays.get(name) ?? null;
}
