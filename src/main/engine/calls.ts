import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { carryOver } from '../../batch/edits/carry-over.ts';
import { chooseDuplicates } from '../../batch/edits/choose-duplicates.ts';
import { editCell, redo, undo } from '../../batch/edits/edit.ts';
import { chooseDateOrder, remap } from '../../batch/edits/remap.ts';
import { repairAll, repairIssue } from '../../batch/edits/repair.ts';
import { writeCorrected, writeIssueList } from '../../batch/exports/row-exports.ts';
import { batchFolder } from '../../batch/file/data-folder.ts';
import type { BatchDocument } from '../../batch/file/document.ts';
import { readMeta, rulesOf, writeMeta } from '../../batch/file/meta.ts';
import { damageOf, type OpenFailure } from '../../batch/file/open-document.ts';
import { personHere } from '../../batch/file/person.ts';
import { mappingMemory } from '../../batch/import/mapping-memory.ts';
import { batchFiles, findEarlierPush } from '../../batch/library/history.ts';
import { listRuns } from '../../batch/push/run.ts';
import { mostOrders } from '../../batch/rows/row-order.ts';
import { pageMs, prepareOrders, prepareRows, rowPageWithin } from '../../batch/rows/rows.ts';
import { hasReference } from '../../batch/rows/search.ts';
import type { BatchSummary, BridgeEvent, UnopenedBatch } from '../../bridge/contract.ts';
import type { Connection } from '../../connections/connection.ts';
import { fail, ok, type Result } from '../../permit/result.ts';
import { wordsIn } from '../../words/words.ts';
import type { EngineCallName, EngineCalls, EngineStart } from '../engine-protocol.ts';
import { boundElsewhere } from './bound.ts';
import { changesChecks, checkFor } from './connection-check.ts';
import { openDocuments } from './documents.ts';
import { practiceController } from './practice-controller.ts';
import { previewRequest } from './preview.ts';
import { openPushes } from './pushes.ts';
import { openReadings } from './readings.ts';
import { openRemovals } from './removals.ts';
import { periodPage, reportPage, savedReport, savePdf, trailState } from './reports.ts';
import { rowCounts } from './row-counts.ts';
import { summaryOf } from './summary.ts';
import { tryOut } from './try-out.ts';

/** The engine's answer to every call. */
export type EngineHandlers = {
  readonly [Name in EngineCallName]: (
    input: EngineCalls[Name]['input'],
  ) => Result<EngineCalls[Name]['output']> | Promise<Result<EngineCalls[Name]['output']>>;
};

interface Outside {
  readonly tell: (event: BridgeEvent) => void;
  /** A bug that no call waits for. */
  readonly onBug: (bug: unknown) => void;
}

/** All that the engine can do, over the batches of one data folder. */
export function engineCalls({ folder, appVersion }: EngineStart, { tell, onBug }: Outside): EngineHandlers {
  const documents = openDocuments(batchFolder(folder));
  const editor = { who: personHere(), now: () => new Date() };
  const memory = mappingMemory(folder);
  const warmed = new WeakSet<BatchDocument>();
  const counts = rowCounts(look);
  const practice = practiceController();
  const pushes = openPushes(folder, tell, summaryOf, onBug);
  const removals = openRemovals(folder, documents, pushes);
  const readings = openReadings({
    folder: batchFolder(folder),
    appVersion,
    memory,
    tell,
    finish,
    show,
    onBug,
  });

  function finish(
    document: BatchDocument,
    { connection, replaces, carriesOver }: EngineCalls['read']['input'],
  ): Result<BatchSummary> {
    writeMeta(document, 'connection', connection.name);
    if (replaces !== null && carriesOver) {
      const old = documents.open(replaces);
      const carried = old.ok ? carryOver(old.value, document, editor) : old;
      if (!carried.ok) {
        document.close();
        remove(document.path);
        return carried;
      }
    } else if (replaces !== null) forget(replaces);
    return ok(show(document));
  }

  function show(document: BatchDocument): BatchSummary {
    documents.adopt(document);
    return summaryOf(document);
  }

  /** Removes a batch that a new reading of its file replaces; one that was pushed stays for good. */
  function forget(batch: string): void {
    const old = documents.open(batch);
    if (!old.ok || pushes.has(batch) || listRuns(old.value).length > 0) return;
    documents.close(batch);
    remove(documents.pathOf(batch));
  }

  /** A batch file may be damaged where nobody has looked yet: that is told of it, and is no bug. */
  function look<Value, Code extends string>(
    batch: string,
    at: (document: BatchDocument) => Result<Value, Code>,
  ): Result<Value, Code | OpenFailure> {
    const document = documents.open(batch);
    if (!document.ok) return document;
    try {
      return at(document.value);
    } catch (cause) {
      const damage = damageOf(document.value.path, cause);
      if (damage === null) throw cause;
      documents.close(batch);
      return { ok: false, failure: damage };
    }
  }

  /** A step that changes the batch; not while its rows are being sent. */
  function change(batch: string, step: (document: BatchDocument) => Result<unknown>): Result<BatchSummary> {
    if (pushes.has(batch)) return fail('batch-busy');
    return look(batch, (document) => {
      const done = step(document);
      return done.ok ? ok(summaryOf(document)) : done;
    });
  }

  /** Once a large batch is looked at, a click on a header is not far. */
  function warm(document: BatchDocument): void {
    if (warmed.has(document)) return;
    warmed.add(document);
    const columns = readMeta(document, 'columns') ?? [];
    const inOrder = columns
      .map(({ field }, at) => ({ column: at + 1, field }))
      .sort((one, other) => Number(other.field !== null) - Number(one.field !== null))
      .slice(0, mostOrders);
    void prepareOrders(
      document,
      inOrder.map(({ column }) => column),
    ).catch(onBug);
  }

  /** Long work on a document of its own, which no other call can close meanwhile. */
  async function onOwn<Value>(
    batch: string,
    work: (document: BatchDocument) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const document = documents.openOwn(batch);
    if (!document.ok) return document;
    try {
      return await work(document.value);
    } finally {
      document.value.close();
    }
  }

  /** Says whether a push may begin, and where it goes. A refusal leaves everything as it was. */
  async function prepare(document: BatchDocument, wish: EngineCalls['push']['input']) {
    const { connection, kind, again } = wish;
    if (boundElsewhere(document, connection)) return fail('batch-bound');
    // What is sent follows the batch's settings, and the person saw it checked with those.
    if (changesChecks(document, connection)) return fail('checked-again');
    const target = await access(connection, wish.token);
    if (connection.practice) await practice.admit(document, wish.leaveOut);
    else if (kind === 'push' && !again) {
      const { controller } = target;
      const sought = { connection: connection.name, controller, client: connection.client };
      const earlier = findEarlierPush(folder, document, sought);
      if (earlier && earlier.batch !== document.path) {
        return fail('pushed-before', { ...earlier.tally, at: earlier.at, batch: basename(earlier.batch) });
      }
    }
    return ok(target);
  }

  async function access({ practice: practising, controller }: Connection, token: string | null) {
    if (practising || controller === null) return practice.access();
    return { controller, token: token ?? '' };
  }

  return {
    read({ source: stated, ...wish }) {
      const source = stated ?? sourceOf(wish.replaces);
      if (source === null) return fail('batch-missing', { path: wish.replaces ?? '' });
      const choice = wish.carriesOver ? choiceOf(wish.replaces) : wish.choice;
      readings.start({ ...wish, choice, source });
      return ok(null);
    },
    cancelReading: ({ reading }) => readings.cancel(reading),

    async listBatches() {
      const batches: BatchSummary[] = [];
      const unopened: UnopenedBatch[] = [];
      for (const path of batchFiles(folder).sort()) {
        const batch = basename(path);
        const summary = look<BatchSummary, never>(batch, (document) => ok(summaryOf(document)));
        if (summary.ok) batches.push(summary.value);
        else if (summary.failure.code !== 'batch-missing') unopened.push({ batch, failure: summary.failure });
        await breath();
      }
      batches.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
      return ok({ batches, unopened });
    },
    async searchBatches({ text }) {
      const found: string[] = [];
      for (const path of batchFiles(folder)) {
        const has = look(basename(path), (document) => ok(hasReference(document, text)));
        if (has.ok && has.value) found.push(basename(path));
        await breath();
      }
      return ok(found);
    },
    summary: ({ batch }) => look(batch, (document) => ok(summaryOf(document))),
    async rows({ batch, ...page }) {
      const opened = documents.open(batch);
      if (!opened.ok) return opened;
      counts.want(batch, page.filter);
      await prepareRows(opened.value, page.filter);
      return look(batch, (document) => {
        warm(document);
        return ok(rowPageWithin(document, page, pageMs));
      });
    },
    countRows: ({ batch, filter }) => counts.count(batch, filter),
    preview: ({ batch, row, connection }) =>
      look(batch, (document) => previewRequest(document, row, connection)),

    checkFor: ({ batch, connection }) =>
      change(batch, (document) =>
        boundElsewhere(document, connection) ? fail('batch-bound') : checkFor(document, connection),
      ),
    remap: ({ batch, fields }) =>
      change(batch, (document) => {
        const done = remap(document, fields);
        if (done.ok) memory.remember(readMeta(document, 'columns') ?? [], rulesOf(document).name);
        return done;
      }),
    editCell: ({ batch, ...cell }) => change(batch, (document) => editCell(document, cell, editor)),
    repairIssue: ({ batch, ...cell }) => change(batch, (document) => repairIssue(document, cell, editor)),
    repairAll: ({ batch, code }) => change(batch, (document) => repairAll(document, { code }, editor)),
    undo: ({ batch }) => change(batch, undo),
    redo: ({ batch }) => change(batch, redo),
    chooseDateOrder: ({ batch, order }) => change(batch, (document) => chooseDateOrder(document, order)),
    archive({ batch, folder: archive }) {
      const stone = removals.remove(batch, archive);
      return stone.ok ? ok(stone.value.archivedTo ?? '') : stone;
    },
    deleteBatch({ batch }) {
      const stone = removals.remove(batch, null);
      return stone.ok ? ok(null) : stone;
    },
    expire: ({ before }) => ok(removals.expire(before)),
    removedBatches: () => ok(removals.list()),
    periodPage: ({ language, ...wish }) => ok(periodPage(folder, wish, language)),
    verifyTrail: ({ batch }) => onOwn(batch, async (document) => ok(await trailState(document))),
    writeReport: ({ batch, out, format, redacted, language }) =>
      onOwn(batch, (document) => savedReport(document, out, format, redacted, language)),
    reportPage: ({ batch, redacted, language }) =>
      onOwn(batch, async (document) => ok(reportPage(document, redacted, language))),
    writePdf: ({ batch, out, pdf }) => onOwn(batch, (document) => savePdf(document, out, pdf)),
    writeErrors: ({ batch, out, language }) =>
      onOwn(batch, (document) => writeIssueList(document, out, wordsIn(language).issues.message)),
    writeCorrected: ({ batch, out }) => onOwn(batch, (document) => writeCorrected(document, out)),

    chooseDuplicates: ({ batch, keep }) =>
      change(batch, (document) => {
        chooseDuplicates(document, keep);
        return ok(null);
      }),

    async push(wish) {
      const { batch } = wish;
      if (pushes.has(batch)) return fail('batch-busy');
      const document = documents.openOwn(batch);
      if (!document.ok) return document;
      const ready = await prepare(document.value, wish);
      if (!ready.ok) {
        document.value.close();
        return ready;
      }
      return pushes.start(document.value, wish, ready.value);
    },
    pausePush: ({ batch }) => pushes.pause(batch),
    continuePush: ({ batch }) => pushes.goOn(batch),
    cancelPush: ({ batch }) => pushes.cancel(batch),
    async tryOut({ connection, token, proxy }) {
      return ok(await tryOut({ ...(await access(connection, token)), proxy }, connection));
    },
  };

  /** How a batch's file was read, so that it can be read so again. */
  function choiceOf(batch: string | null): EngineCalls['read']['input']['choice'] {
    const document = batch === null ? null : documents.open(batch);
    const source = document?.ok ? readMeta(document.value, 'source') : null;
    if (source == null) return {};
    const { format, encoding, delimiter, quote, escape: mark, sheet, headerRow } = source;
    if (format === 'xlsx') return { headerRow, ...(sheet === null ? {} : { sheet }) };
    return { encoding, delimiter, quote, escape: mark, headerRow };
  }

  function sourceOf(batch: string | null): string | null {
    const document = batch === null ? null : documents.open(batch);
    return document?.ok ? (readMeta(document.value, 'source')?.path ?? null) : null;
  }
}

/** Removes a batch file and what SQLite and a push keep beside it. */
function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(`${path}${suffix}`, { force: true });
}
