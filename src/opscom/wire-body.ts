/** A request's JSON body. What has no value is left out: what "" does to a stored value is not stated. */
export function wireBody(values: Readonly<Record<string, string | undefined>>): string {
  // JSON has no undefined; only blanks have to be taken out by hand, and there are seldom any.
  if (!Object.values(values).includes('')) return JSON.stringify(values);
  return JSON.stringify(Object.fromEntries(Object.entries(values).filter(([, value]) => value)));
}
