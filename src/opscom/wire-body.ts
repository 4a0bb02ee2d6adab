/** A request's JSON body. What has no value is left out: what "" does to a stored value is not stated. */
export function wireBody(values: Readonly<Record<string, string | undefined>>): string {
  const body: Record<string, string> = {};
  for (const name in values) {
    const value = values[name];
    if (value) body[name] = value;
  }
  return JSON.stringify(body);
}
