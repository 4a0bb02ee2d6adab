import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../permit/result.ts';
import { textDecoder } from './dos-code-pages.ts';
import { byteOrderMark, type Encoding, EncodingSurvey } from './encoding.ts';
import { encodingNamed } from './legacy-encoding.ts';
import type { ReadFailure, ReadingOptions } from './reading-options.ts';
import type { SourceFile } from './source-file.ts';

/** A text file as surveyed: its hash and how its bytes are to be decoded. */
export interface SurveyedText {
  readonly sha256: string;
  readonly encoding: Encoding;
  /** The text in pieces. */
  pieces(signal?: AbortSignal): AsyncGenerator<TextPiece>;
}

export interface TextPiece {
  readonly text: string;
  /** How many bytes of the file it is. */
  readonly bytes: number;
}

/** Reads the file once, hashing it and looking at every byte: an accent in the last row decides as much as one in the first. */
export async function surveyText(
  file: SourceFile,
  options: ReadingOptions,
  blockSize: number,
  signal?: AbortSignal,
): Promise<Result<SurveyedText, ReadFailure>> {
  const stated = options.encoding === undefined ? null : encodingNamed(options.encoding);
  if (options.encoding !== undefined && stated === null) {
    return fail('option-encoding', { value: options.encoding });
  }
  const hash = createHash('sha256');
  const survey = new EncodingSurvey();
  let head: Buffer = Buffer.alloc(0);
  let length = 0;
  for await (const block of file.blocks(blockSize)) {
    if (signal?.aborted) return fail('cancelled');
    hash.update(block);
    if (stated === null) survey.add(block);
    if (head.length < 8) head = Buffer.concat([head, block.subarray(0, 8)]);
    length += block.length;
  }
  if (length === 0) return fail('file-empty', { path: file.path });
  let encoding: Encoding;
  if (stated === null) {
    const found = survey.end();
    if (found === 'binary') return fail('file-binary', { path: file.path });
    if (found.others) {
      const encodings = [found.name, ...found.others].join(', ');
      return fail('encoding-unclear', { path: file.path, encodings, encoding: found.name });
    }
    encoding = found;
  } else {
    const mark = byteOrderMark(head);
    encoding = {
      name: stated,
      markLength: mark?.name === stated ? mark.markLength : 0,
      certainty: 'stated',
    };
  }
  return ok({
    sha256: hash.digest('hex'),
    encoding,
    pieces: (stop) => withoutEndMark(decoded(file, encoding, blockSize, stop)),
  });
}

async function* decoded(
  file: SourceFile,
  encoding: Encoding,
  blockSize: number,
  signal?: AbortSignal,
): AsyncGenerator<TextPiece> {
  const decoder = textDecoder(encoding.name);
  let skip = encoding.markLength;
  for await (const block of file.blocks(blockSize)) {
    if (signal?.aborted) return;
    const start = Math.min(skip, block.length);
    skip -= start;
    yield { text: decoder.decode(block.subarray(start), { stream: true }), bytes: block.length };
  }
  yield { text: decoder.decode(), bytes: 0 };
}

/** A text without the mark that DOS programs set at its end (0x1A), however often they set it. */
async function* withoutEndMark(pieces: AsyncGenerator<TextPiece>): AsyncGenerator<TextPiece> {
  let held = '';
  for await (const { text, bytes } of pieces) {
    const whole = held + text;
    let end = whole.length;
    while (end > 0 && isEndMark(whole.charCodeAt(end - 1))) end--;
    const mark = whole.indexOf('\x1a', end);
    held = mark === -1 ? '' : whole.slice(mark);
    yield { text: mark === -1 ? whole : whole.slice(0, mark), bytes };
  }
}

/** The mark, or a break behind it. */
function isEndMark(code: number): boolean {
  return code === 0x1a || code === 0x0a || code === 0x0d;
}
