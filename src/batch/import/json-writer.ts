/**
 * Writes lines of delimited cells as a JSON array of arrays, all in UTF-8, to the letter as JSON.stringify writes it;
 * bytes beyond ASCII are passed on as they are. What it answers is good until the next call.
 *
 * The function also runs in a thread that is given it as text (row-store.ts): it may use nothing but its arguments
 * and what every thread of Node has.
 */
export function jsonWriter(): (lines: Uint8Array, delimiter: number) => Buffer {
  let room = Buffer.alloc(0);
  /** By byte: 1 for what does not stand in JSON as it is. */
  const special = new Uint8Array(256).fill(1, 0, 32);
  for (const character of '"\\') special[character.charCodeAt(0)] = 1;

  return (lines, delimiter) => {
    const { length } = lines;
    special[delimiter] = 1;
    const longest = length * 6 + 16;
    if (room.length < longest) room = Buffer.allocUnsafe(longest);
    const out = room;
    let end = out.write('[["');
    for (let at = 0; at < length; at++) {
      const byte = lines[at] as number;
      if (special[byte] === 0) {
        out[end++] = byte;
      } else if (byte === delimiter) {
        out[end] = 34;
        out[end + 1] = 44;
        out[end + 2] = 34;
        end += 3;
      } else if (byte === 10 || byte === 13) {
        if (byte === 13 && lines[at + 1] === 10) at++;
        if (at === length - 1) break;
        // By hand: a million calls of `write` take as long as all else here.
        out[end] = 34;
        out[end + 1] = 93;
        out[end + 2] = 44;
        out[end + 3] = 91;
        out[end + 4] = 34;
        end += 5;
      } else {
        end += out.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), end, 'latin1');
      }
    }
    end += out.write('"]]', end);
    return out.subarray(0, end);
  };
}
