import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTemplate } from '../../../src/batch/exports/template.ts';
import { readMeta } from '../../../src/batch/file/meta.ts';
import { rowsByNumber } from '../../../src/batch/rows/rows.ts';
import { operationNames } from '../../../src/permit/operation.ts';
import { operationRules } from '../../../src/permit/operation-rules.ts';
import { languages, wordsIn } from '../../../src/words/words.ts';
import { createTestBatch } from '../../support/checked-batch.ts';

const folder = mkdtempSync(join(tmpdir(), 'permit-loader-template-'));

const cases = operationNames.flatMap((operation) =>
  languages.flatMap((language) => ['csv', 'xlsx'].map((kind) => ({ operation, language, kind }))),
);

test.each(cases)(
  'a template to $operation, in $language as $kind, has every field under a header that is certain',
  async ({ operation, language, kind }) => {
    const written = await writeTemplate(operation, join(folder, `t.${kind}`), wordsIn(language));
    if (!written.ok) throw new Error(written.failure.code);
    const made = await createTestBatch(written.value, folder, { operation });
    if (!made.ok) throw new Error(made.failure.code);
    const columns = readMeta(made.value, 'columns') ?? [];
    expect(columns.map(({ field }) => field)).toEqual(operationRules[operation].fields);
    expect(columns.filter(({ certainty }) => certainty === null)).toEqual([]);
    const [example] = rowsByNumber(made.value, [2]);
    // The example can be sent as far as the rules go; that its end has passed tells whoever leaves it in.
    const codes = example?.issues.map(({ code }) => code);
    expect(codes).toEqual(operation === 'delete' ? [] : ['end-date-past']);
    made.value.close();
  },
);
