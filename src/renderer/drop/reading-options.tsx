import { Checkbox, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import type { RawInput } from '../../bridge/contract.ts';
import type { UnderstoodFile } from '../../bridge/files.ts';
import { useWords } from '../language.tsx';

/** What a person says of a file where detection was wrong. */
export type ReadingSettings = RawInput<'readAgain'>['reading'];

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'iso-8859-15', label: 'ISO-8859-15' },
  { value: 'macintosh', label: 'MacRoman' },
  { value: 'cp850', label: 'CP850 (DOS)' },
  { value: 'cp437', label: 'CP437 (DOS)' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'ibm866', label: 'IBM866' },
];

interface ReadingOptionsProps {
  readonly how: ReadingSettings;
  readonly onChange: (how: ReadingSettings) => void;
  /** What was detected, shown until something else is chosen. */
  readonly detected?: UnderstoodFile;
}

export function ReadingOptions({ how, onChange, detected }: ReadingOptionsProps) {
  const words = useWords();
  const text = detected === undefined || detected.format === 'csv';
  const encoding = how.encoding ?? detected?.encoding ?? null;
  const delimiter = how.delimiter ?? detected?.delimiter ?? null;
  const names = words.file.delimiters;
  const delimiters = [
    { value: ',', label: names.comma },
    { value: ';', label: names.semicolon },
    { value: '\t', label: names.tab },
    { value: '|', label: names.pipe },
    { value: ' ', label: names.space },
  ];
  /** An option equal to what was detected is none. */
  const set = (change: ReadingSettings) => {
    const next: ReadingSettings = { ...how, ...change };
    if (next.encoding === detected?.encoding) delete next.encoding;
    if (next.delimiter === detected?.delimiter) delete next.delimiter;
    if (next.sheet === detected?.sheet) delete next.sheet;
    if (next.headerRow === detected?.headerRow) delete next.headerRow;
    onChange(next);
  };
  const headerRow = how.headerRow ?? detected?.headerRow;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      {text && (
        <Select
          label={words.file.encoding}
          placeholder={words.file.detected}
          data={
            encoding === null || encodings.some((one) => one.value === encoding)
              ? encodings
              : [{ value: encoding, label: encoding.toUpperCase() }, ...encodings]
          }
          value={encoding}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ encoding: value })}
        />
      )}
      {text && (
        <Select
          label={words.file.delimiter}
          placeholder={words.file.detected}
          data={
            delimiter === null || delimiters.some((one) => one.value === delimiter)
              ? delimiters
              : [{ value: delimiter, label: delimiter }, ...delimiters]
          }
          value={delimiter}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ delimiter: value })}
        />
      )}
      {!text && detected.sheets.length > 0 && (
        <Select
          label={words.file.sheet}
          data={[...detected.sheets]}
          value={how.sheet ?? detected?.sheet ?? null}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ sheet: value })}
        />
      )}
      <Stack gap="xs">
        <NumberInput
          label={words.file.headerRow}
          placeholder={headerRow === 0 ? '' : words.file.detected}
          min={1}
          max={1_048_576}
          allowDecimal={false}
          disabled={headerRow === 0}
          value={headerRow || ''}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) set({ headerRow: value });
          }}
        />
        <Checkbox
          label={words.file.noHeader}
          checked={headerRow === 0}
          onChange={({ currentTarget }) =>
            set({ headerRow: currentTarget.checked ? 0 : detected?.headerRow || 1 })
          }
        />
      </Stack>
    </SimpleGrid>
  );
}
