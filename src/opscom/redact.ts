/** Takes every copy of the token out of text that a controller or the system wrote: a controller may echo it. */
export function redact(text: string, token: string): string {
  if (token === '' || text === '') return text;
  return text.replace(new RegExp(escaped(token), 'gi'), '•••');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
