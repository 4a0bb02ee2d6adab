import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type NewFile, TooLargeForWorkbook } from '../../disk/new-file.ts';

/** What Excel can open: more makes it "repair" the file, which loses what stood there. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
const longestCell = 32_767;

/**
 * Writes a workbook of one sheet whose every cell is text, so that no spreadsheet makes a number of an ID or a date of a
 * plate. Lines are taken one by one and never held; the first is the header and stays in view. Throws
 * `TooLargeForWorkbook` where a worksheet cannot hold them (https://support.microsoft.com, "Excel specifications and limits").
 */
export async function writeTextWorkbook(file: NewFile, lines: Iterable<readonly string[]>): Promise<void> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  for (const [path, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), path);
  const rows = Readable.from(sheetXml(lines));
  rows.once('error', (cause) => zip.emit('error', cause));
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml');
  zip.end();
  const write = async () => {
    for await (const chunk of zip.outputStream) file.write(chunk as Buffer);
  };
  await Promise.race([write(), failed]);
}

/** In characters of XML: so much is handed on at once. */
const pieceLength = 65_536;

function* sheetXml(lines: Iterable<readonly string[]>): Generator<string> {
  let xml = `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/><sheetData>`;
  let row = 0;
  for (const cells of lines) {
    row++;
    if (row > mostRows || cells.length > mostColumns) throw new TooLargeForWorkbook();
    xml += `<row r="${row}">${cells.map(cellXml).join('')}</row>`;
    if (xml.length < pieceLength) continue;
    yield xml;
    xml = '';
  }
  yield `${xml}</sheetData></worksheet>`;
}

function cellXml(text: string): string {
  if (text.length > longestCell) throw new TooLargeForWorkbook();
  // Blank cells keep the text format too: what is typed there later stays what was typed.
  if (text === '') return '<c s="1"/>';
  return `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML has no control characters; a spreadsheet reads `_x0007_` as one, and so must be told where that was meant as text. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(unwritable, (character) => `_x${hexadecimal(character)}_`);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML 1.0 cannot hold, or would read as another line end: control characters, halves of a character, U+FFFE, U+FFFF. */
const unwritable = /(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All but the sheet, by path; format 49 is a spreadsheet's "Text". */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Permits" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};
