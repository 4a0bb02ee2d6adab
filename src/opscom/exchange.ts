import type { Dispatcher } from 'undici';
import { type HttpAnswer, largestReply } from './reply.ts';
import { classifyFailure } from './transport-failure.ts';

/** What to make of an answer, and the token that must stand in nothing that is kept. */
interface Expected<Answer> {
  readonly read: (answer: HttpAnswer) => Answer;
  readonly token: string;
}

/** What is known where no answer came. */
type Failed = ReturnType<typeof classifyFailure>;

/**
 * One request's way out and back. undici calls `onRequestStart` right before it writes the first byte: until then
 * nothing of the request has left this machine, after it nobody can say.
 */
export class Exchange<Answer> implements Dispatcher.DispatchHandler {
  /** The reply is known; what still happens does not count. */
  over = false;
  #controller: Dispatcher.DispatchController | null = null;
  #status: number | null = null;
  #headers: Record<string, string | string[] | undefined> = {};
  #chunks: Buffer[] = [];
  #size = 0;
  readonly #timer: NodeJS.Timeout;
  readonly #expected: Expected<Answer>;
  readonly #resolve: (reply: Answer | Failed) => void;
  readonly #signal: AbortSignal | undefined;

  constructor(
    expected: Expected<Answer>,
    wholeTimeout: number,
    resolve: (reply: Answer | Failed) => void,
    signal?: AbortSignal,
  ) {
    this.#expected = expected;
    this.#resolve = resolve;
    this.#signal = signal;
    this.#timer = setTimeout(this.#timedOut, wholeTimeout);
    if (signal?.aborted) this.#cancelled();
    else signal?.addEventListener('abort', this.#cancelled);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) {
      controller.abort(new Error('given up before the first byte'));
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.over) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= largestReply) return;
    this.#end(this.#answered(true));
    controller.abort(new Error('reply too large'));
  }

  onResponseEnd(): void {
    if (!this.over) this.#end(this.#answered(false));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.over) return;
    this.#end(this.#failed(error));
  }

  #answered(cut: boolean): Answer {
    const [first, ...rest] = this.#chunks;
    const whole = first && rest.length === 0 ? first : Buffer.concat(this.#chunks);
    const body = whole.toString('utf8', 0, largestReply);
    return this.#expected.read({ status: this.#status ?? 0, headers: this.#headers, body, cut });
  }

  #failed(error: Error): Answer | Failed {
    const progress = { started: this.#controller !== null, httpStatus: this.#status };
    const reply = classifyFailure(error, progress, this.#expected.token);
    // A status that settles the matter by itself does so although its body broke off.
    if (this.#status !== null && (this.#status < 200 || this.#status >= 300)) return this.#answered(true);
    return reply;
  }

  readonly #timedOut = (): void => {
    const started = this.#controller !== null;
    const detail = 'timeout';
    this.#giveUp(
      started
        ? { kind: 'unanswered', reason: 'timeout', httpStatus: this.#status, detail }
        : { kind: 'unsent', reason: 'connect-timeout', detail },
    );
  };

  readonly #cancelled = (): void => {
    const started = this.#controller !== null;
    const detail = 'cancelled';
    this.#giveUp(
      started
        ? { kind: 'unanswered', reason: 'cancelled', httpStatus: this.#status, detail }
        : { kind: 'unsent', reason: 'cancelled', detail },
    );
  };

  #giveUp(reply: Failed): void {
    this.#end(reply);
    this.#controller?.abort(new Error('given up'));
  }

  #end(reply: Answer | Failed): void {
    this.over = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#cancelled);
    this.#resolve(reply);
  }
}
