/** A long value with its middle left out; its ends are what people tell values apart by. */
export function shortened(text: string, longest = 22): string {
  const letters = [...text];
  if (letters.length <= longest) return text;
  const tail = Math.floor((longest - 1) * 0.45);
  return `${letters.slice(0, longest - tail - 1).join('')}…${letters.slice(-tail).join('')}`;
}
