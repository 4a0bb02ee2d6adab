import { textDecoder } from './dos-code-pages.ts';

/** The encodings that workbooks before Excel 97 were written in, by Windows' number of their code page (WHATWG names). */
const encodings: Readonly<Record<number, string>> = {
  437: 'cp437',
  850: 'cp850',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  866: 'ibm866',
  1200: 'utf-16le',
  10000: 'macintosh',
  20866: 'koi8-r',
  28592: 'iso-8859-2',
  28605: 'iso-8859-15',
  65001: 'utf-8',
};

const decoders = new Map<number, Pick<TextDecoder, 'decode'>>();

function decoderOf(page: number): Pick<TextDecoder, 'decode'> {
  let decoder = decoders.get(page);
  if (decoder === undefined) {
    const windows = page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252';
    decoder = textDecoder(encodings[page] ?? windows);
    decoders.set(page, decoder);
  }
  return decoder;
}

function bytesOf(data: Uint8Array | readonly number[]): Uint8Array {
  return data instanceof Uint8Array ? data : Uint8Array.from(data);
}

/** Code pages in the form in which SheetJS asks for them, instead of its own half megabyte of tables. */
export const codePages = {
  utils: {
    decode: (page: number, data: Uint8Array | readonly number[]) =>
      page === 1200 && Buffer.isBuffer(data)
        ? data.toString('utf16le')
        : decoderOf(page).decode(bytesOf(data)),
    encode(): never {
      throw new Error('Nothing is written in a code page.');
    },
  },
};
