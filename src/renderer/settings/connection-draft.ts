import type { ConnectionSummary } from '../../bridge/connections.ts';
import type { RawInput } from '../../bridge/contract.ts';
import { parsePlateForm } from '../../permit/plate-form.ts';
import { parseToken } from '../../permit/token.ts';
import type { Words } from '../../words/words.ts';

/** What the form holds while it is filled in. */
export interface ConnectionDraft {
  readonly name: string;
  readonly controller: string;
  readonly client: string;
  /** Blank: the one that is kept stays. It is never filled in from the keychain. */
  readonly token: string;
  readonly rate: number | '';
  readonly concurrency: number | '';
  readonly zone: string | null;
  readonly endDate: 'unchanged' | 'utc';
  readonly dayEnd: string;
  /** `MIN-MAX`, or blank for any. */
  readonly plateForm: string;
}

export type DraftErrors = Partial<Record<keyof ConnectionDraft, string>>;

export function draftOf(connection: ConnectionSummary | null): ConnectionDraft {
  return {
    name: connection?.name ?? '',
    controller: connection?.controller ?? '',
    client: connection?.client ?? '',
    token: '',
    rate: connection?.rate ?? '',
    concurrency: connection?.concurrency ?? 8,
    zone: connection?.zone ?? null,
    endDate: connection?.endDate ?? 'unchanged',
    dayEnd: connection?.dayEnd ?? '23:59:59',
    plateForm: connection?.plateForm ?? '',
  };
}

export function sameDraft(one: ConnectionDraft, other: ConnectionDraft): boolean {
  return (Object.keys(one) as (keyof ConnectionDraft)[]).every((field) => one[field] === other[field]);
}

/** What is wrong with a draft, by field; `taken` are the other connections' names, `wantsToken` where none is kept. */
export function draftErrors(
  words: Words['window'],
  draft: ConnectionDraft,
  taken: readonly string[],
  wantsToken: boolean,
): DraftErrors {
  const { errors } = words.connections;
  const found: DraftErrors = {};
  const name = draft.name.trim();
  if (name === '') found.name = errors.nameMissing;
  else if (taken.includes(name)) found.name = errors.nameTaken;
  const controller = controllerError(draft.controller.trim());
  if (controller !== null) found.controller = errors[controller];
  const client = draft.client.trim();
  if (client === '') found.client = errors.clientMissing;
  else if (!/^[A-Za-z0-9_-]{1,100}$/.test(client)) found.client = errors.clientWrong;
  const token = parseToken(draft.token);
  if (!token.ok && token.failure.code === 'token-form') found.token = errors.tokenWrong;
  else if (!token.ok && wantsToken) found.token = errors.tokenMissing;
  const { concurrency, rate } = draft;
  if (concurrency === '' || !Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) {
    found.concurrency = errors.concurrencyWrong;
  }
  if (rate !== '' && !(rate > 0)) found.rate = errors.rateWrong;
  if (draft.endDate === 'utc' && draft.zone === null) found.zone = errors.zoneMissing;
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(draft.dayEnd)) found.dayEnd = errors.dayEndWrong;
  if (draft.plateForm.trim() !== '' && parsePlateForm(draft.plateForm) === null) {
    found.plateForm = errors.plateFormWrong;
  }
  return found;
}

/** Whether it leads where the saved one does: a token is kept for one controller and code. */
export function sameTarget(
  draft: ConnectionDraft,
  saved: Pick<ConnectionSummary, 'controller' | 'client'>,
): boolean {
  const controller = draft.controller.trim();
  return (
    URL.canParse(controller) &&
    new URL(controller).origin === saved.controller &&
    draft.client.trim() === saved.client
  );
}

function controllerError(text: string): 'controllerWrong' | 'controllerPlain' | null {
  if (!URL.canParse(text)) return 'controllerWrong';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'controllerWrong';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    return 'controllerWrong';
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\./.test(url.hostname);
  return url.protocol === 'http:' && !loopback ? 'controllerPlain' : null;
}

/** The draft as the app takes it; only for a draft without errors. */
export function orderOf(draft: ConnectionDraft, previousName: string | null): RawInput<'saveConnection'> {
  return {
    previousName,
    name: draft.name.trim(),
    controller: new URL(draft.controller.trim()).origin,
    client: draft.client.trim(),
    rate: draft.rate === '' ? null : draft.rate,
    concurrency: draft.concurrency === '' ? 8 : draft.concurrency,
    zone: draft.zone,
    endDate: draft.endDate,
    dayEnd: draft.dayEnd,
    plateForm: draft.plateForm.trim() || null,
  };
}
