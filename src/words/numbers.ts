/** Numbers as a locale writes them. Made when first needed: making the first formatter takes longer than all else here. */
export function numbersIn(locale: string): (value: number) => string {
  let format: Intl.NumberFormat | null = null;
  return (value) => {
    format ??= new Intl.NumberFormat(locale);
    return format.format(value);
  };
}
