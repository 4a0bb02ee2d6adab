/** A part of the guide, one after the other. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'picture'; readonly path: string; readonly says: string };

/**
 * The blocks of a guide in docs/, which keeps to a small part of Markdown: a title, headings, paragraphs and list
 * items of one line each, pictures on lines of their own. What else it may hold would be shown as it is written.
 */
export function guideBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, says = '', path] = line.match(/^!\[(.*)\]\((\S+)\)$/) ?? [];
    const [, mark = '', item] = line.match(/^(-|\d+\.) (.*)$/) ?? [];
    if (path !== undefined) blocks.push({ kind: 'picture', path, says });
    else if (item !== undefined) addItem(blocks, mark !== '-', item);
    else if (line.startsWith('# ')) blocks.push({ kind: 'title', text: line.slice(2) });
    else if (line.startsWith('## ')) blocks.push({ kind: 'heading', text: line.slice(3) });
    else blocks.push({ kind: 'text', text: line });
  }
  return blocks;
}

function addItem(blocks: Block[], ordered: boolean, item: string): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list' && last.ordered === ordered) {
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  } else blocks.push({ kind: 'list', ordered, items: [item] });
}

/** A line's text with its bold parts apart. */
export function boldParts(text: string): { readonly text: string; readonly bold: boolean }[] {
  return text
    .split('**')
    .map((part, at) => ({ text: part, bold: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}
