/** A tag of a web page, and the text between the one before and it; without a name for a comment, and for the page's end. */
export interface HtmlTag {
  readonly text: string;
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: string;
}

const tagName = /[A-Za-z][A-Za-z0-9:]*/y;

/** The tags of a page in order. Each character is looked at a few times at most, whatever stands in the page. */
export function* htmlTags(page: string): Generator<HtmlTag> {
  let from = 0;
  for (let at = page.indexOf('<'); at !== -1; at = page.indexOf('<', at)) {
    const isEnd = page[at + 1] === '/';
    tagName.lastIndex = at + (isEnd ? 2 : 1);
    const name = tagName.exec(page)?.[0] ?? '';
    const isDeclaration = page[at + 1] === '!' || page[at + 1] === '?';
    if (name === '' && !isDeclaration && !isEnd) {
      at++;
      continue;
    }
    const isComment = page.startsWith('<!--', at);
    const end = isComment ? page.indexOf('-->', at + 4) : tagEnd(page, at);
    const text = page.slice(from, at);
    if (end === -1) return yield { text, name: '', isEnd: false, attributes: '' };
    const attributes = isDeclaration ? '' : page.slice(at + name.length + 1, end);
    yield { text, name: name.toLowerCase(), isEnd, attributes };
    at = end + (isComment ? 3 : 1);
    from = at;
  }
  yield { text: page.slice(from), name: '', isEnd: false, attributes: '' };
}

const quotedValue = /=\s*(["'])/g;

/** Where the tag that begins at `at` ends; a bracket in a quoted value does not end it. */
function tagEnd(page: string, at: number): number {
  let end = page.indexOf('>', at);
  for (let from = at; end !== -1; ) {
    quotedValue.lastIndex = 0;
    const quote = quotedValue.exec(page.slice(from, end));
    if (quote === null) return end;
    const value = from + quote.index + quote[0].length;
    const close = page.indexOf(quote[1] ?? '', value);
    // A value that does not end is none.
    if (close === -1) return end;
    from = close + 1;
    if (end < from) end = page.indexOf('>', from);
  }
  return -1;
}
