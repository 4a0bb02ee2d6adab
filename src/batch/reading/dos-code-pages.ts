/**
 * The upper half of the code pages in which DOS programs, and the consoles of Windows to this day, write Western text.
 * The WHATWG Encoding standard knows neither.
 */
const tables = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
} as const;

export type DosCodePage = keyof typeof tables;

/** The code page that a label such as `CP850`, `IBM437` or `850` stands for; null for any other. */
export function dosCodePage(label: string): DosCodePage | null {
  const number = /^(?:cp|ibm|dos|oem)?[-_ ]?(437|850)$/i.exec(label.trim())?.[1];
  return number === '437' ? 'cp437' : number === '850' ? 'cp850' : null;
}

/** A decoder for a WHATWG encoding or one of these code pages; bytes that come in pieces are given with `stream`. */
export function textDecoder(encoding: string): Pick<TextDecoder, 'decode'> {
  const page = dosCodePage(encoding);
  if (page === null) {
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    // Node 20 takes Windows-1252 for ISO-8859-1, and so ’ and € for controls, unless it is told that more may come.
    return {
      decode: (bytes, options) =>
        decoder.decode(bytes, { stream: true }) + (options?.stream ? '' : decoder.decode()),
    };
  }
  const table = tables[page];
  return {
    decode: (bytes) => {
      if (bytes === undefined) return '';
      const view = ArrayBuffer.isView(bytes)
        ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : Buffer.from(bytes);
      return view
        .toString('latin1')
        .replace(/[\x80-\xff]/g, (character) => table.charAt(character.charCodeAt(0) - 0x80));
    },
  };
}
