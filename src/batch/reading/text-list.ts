const blockSize = 1 << 20;

/**
 * Texts by the order in which they came, for millions of them: as UTF-8 outside of the heap. As strings, three million
 * took 580 MB more, since each keeps alive the piece of the file that it was cut from.
 */
export class TextList {
  readonly #blocks = [Buffer.allocUnsafeSlow(blockSize)];
  #used = 0;
  #count = 0;
  /** Where each text begins: the number of its block times the usual size of one, plus its place in it. */
  #starts = new Uint32Array(1024);
  #sizes = new Uint32Array(1024);

  /** Takes a text without lone surrogates: UTF-8 has none, and so no file. At most 4 GB in all. */
  add(text: string): void {
    const size = Buffer.byteLength(text);
    let block = this.#blocks[this.#blocks.length - 1];
    if (block === undefined || this.#used + size >= blockSize) {
      // A text larger than a block has one of its own.
      block = Buffer.allocUnsafeSlow(Math.max(blockSize, size));
      this.#blocks.push(block);
      this.#used = 0;
    }
    if (this.#count === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#sizes = doubled(this.#sizes);
    }
    block.write(text, this.#used);
    this.#starts[this.#count] = (this.#blocks.length - 1) * blockSize + this.#used;
    this.#sizes[this.#count] = size;
    this.#count++;
    this.#used += size;
  }

  /** The text with that number, from 0; undefined where there is none. */
  at(index: number): string | undefined {
    const start = this.#starts[index];
    const size = this.#sizes[index];
    if (start === undefined || size === undefined || index >= this.#count) return undefined;
    const from = start % blockSize;
    const block = this.#blocks[Math.floor(start / blockSize)];
    return block?.toString('utf8', from, from + size);
  }
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
