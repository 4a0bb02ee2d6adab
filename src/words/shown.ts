/**
 * A value as a sentence quotes it: on one line, damaged characters made visible, a long one shortened in the middle
 * so that a sentence stays one.
 */
export function shown(value: string, longest = 48): string {
  const characters = Array.from(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it makes visible.
    value.replace(/\r\n|[\r\n]/g, '⏎').replace(/[\u0000-\u001f\u007f-\u009f]|\p{Cs}/gu, '\ufffd'),
  );
  if (characters.length <= longest) return characters.join('');
  const tail = 12;
  return `${characters.slice(0, longest - tail - 1).join('')}…${characters.slice(-tail).join('')}`;
}
