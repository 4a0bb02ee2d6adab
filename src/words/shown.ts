/**
 * Text on one line and in plain sight: line breaks, control characters and marks that change the direction of what
 * follows are shown instead of obeyed, so that neither a cell nor a file's name can forge a line or a terminal's words.
 */
export function onOneLine(text: string): string {
  return (
    text
      .replace(/\r\n|[\r\n\u2028\u2029]/g, '⏎')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it makes visible.
      .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu, '\ufffd')
  );
}

/** A value as a sentence quotes it: on one line, a long one shortened in the middle so that a sentence stays one. */
export function shown(value: string, longest = 48): string {
  const characters = Array.from(onOneLine(value));
  if (characters.length <= longest) return characters.join('');
  const tail = 12;
  return `${characters.slice(0, longest - tail - 1).join('')}…${characters.slice(-tail).join('')}`;
}
