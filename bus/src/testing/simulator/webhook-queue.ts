import type { SimulatorClock } from "./clock.ts";
import type { WebhookContent, WebhookTiming } from "./define-simulator.ts";

/** A webhook that the simulated vendor sent or tries to send. `off`: there is nowhere to send it. */
export type SentWebhook = {
  readonly webhook: string;
  /** RFC 3339; when it was queued. */
  readonly at: string;
  state: "waiting" | "sent" | "gaveUp" | "off";
  tries: number;
  /** The status last answered, or what went wrong. */
  last?: number | string;
};

/** Pauses between tries: 40 s in all, so that a receiver that restarts is not missed. */
const pausesMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000] as const;
const timeoutMs = 10_000;
const keptWebhooks = 1_000;

/** Sends one vendor's webhooks one after the other, in the order they were queued. */
export class WebhookQueue {
  readonly #target: ((webhook: string) => URL) | undefined;
  readonly #clock: SimulatorClock;
  readonly #stop = new AbortController();
  readonly #waiting: { readonly record: SentWebhook; readonly content: WebhookContent }[] = [];
  readonly #records: SentWebhook[] = [];
  #draining: Promise<void> | undefined;

  constructor(target: ((webhook: string) => URL) | undefined, clock: SimulatorClock) {
    this.#target = target;
    this.#clock = clock;
  }

  /** `afterMs`: not before so much later; it takes its place in line only then. */
  send(webhook: string, content: WebhookContent, { afterMs = 0 }: WebhookTiming = {}): void {
    const record: SentWebhook = {
      webhook,
      at: new Date(this.#clock.nowMs()).toISOString(),
      state: this.#target ? "waiting" : "off",
      tries: 0,
    };
    this.#records.push(record);
    if (this.#records.length > keptWebhooks) this.#records.shift();
    const target = this.#target;
    if (!target) return;
    if (afterMs <= 0) return this.#queue(record, content, target);
    void this.#clock.wait(afterMs, this.#stop.signal).then(() => {
      if (!this.#stop.signal.aborted) this.#queue(record, content, target);
    });
  }

  #queue(record: SentWebhook, content: WebhookContent, target: (webhook: string) => URL): void {
    this.#waiting.push({ record, content });
    this.#draining ??= this.#drain(target);
  }

  /** The last 1,000 webhooks, oldest first. */
  list(): readonly SentWebhook[] {
    return this.#records;
  }

  /** Ends the try under way and forgets what waits. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    this.#stop.abort();
    await this.#draining;
  }

  async #drain(target: (webhook: string) => URL): Promise<void> {
    for (let head = this.#waiting[0]; head; head = this.#waiting[0]) {
      await this.#deliver(head.record, head.content, target(head.record.webhook));
      this.#waiting.shift();
    }
    this.#draining = undefined;
  }

  async #deliver(record: SentWebhook, content: WebhookContent, url: URL): Promise<void> {
    for (const pauseMs of [...pausesMs, undefined]) {
      record.tries += 1;
      record.last = await this.#post(content, url);
      const sent = typeof record.last === "number" && record.last >= 200 && record.last < 300;
      if (sent || pauseMs === undefined) record.state = sent ? "sent" : "gaveUp";
      if (sent || pauseMs === undefined || this.#stop.signal.aborted) return;
      await this.#clock.wait(pauseMs, this.#stop.signal);
    }
  }

  /** The status answered, or what went wrong: a receiver that is away is expected here, and tried again. */
  async #post({ headers, body, query }: WebhookContent, url: URL): Promise<number | string> {
    try {
      const response = await fetch(query === undefined ? url : `${url.href}?${query}`, {
        method: "POST",
        headers: { ...(typeof headers === "function" ? headers() : headers) },
        body,
        redirect: "manual",
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      return cause instanceof Error ? cause.message : String(cause);
    }
  }
}
