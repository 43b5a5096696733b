import { z } from "zod";
import type { SimulatorHandler } from "./define-simulator.ts";

/**
 * A scripted fault of a simulated vendor.
 *
 * - `outage`: `refuse` (default) closes the vendor's own port and every connection to it, and cuts connections on the
 *   shared port; `503` answers 503 to everything. Nothing is applied.
 * - `reject`: the vendor's business refusal. Nothing is applied.
 * - `rateLimit`: the vendor's "too many requests" with `Retry-After`. Nothing is applied.
 * - `unauthorized`: the token or key is not valid, as after its expiry. Nothing is applied.
 * - `slow`: applied at once, answered after `delayMs`; so the caller's timeout leaves an applied effect in doubt.
 * - `commitThenDrop`: applied, then the connection dies without an answer.
 * - `malformed`: applied, then answered 200 with the first half of the genuine JSON.
 *
 * `reject` and `commitThenDrop` hit only what changes something, unless `operation` names a read to be rejected.
 * `operation`, `share`, `after` and `count` narrow any fault; a narrowed `refuse` cuts connections instead of closing the port,
 * because a closed port can neither choose nor count.
 */
export const Fault = z
  .strictObject({
    kind: z.enum([
      "none",
      "outage",
      "reject",
      "slow",
      "rateLimit",
      "unauthorized",
      "commitThenDrop",
      "malformed",
    ]),
    /** Only requests that stand for this operation or read. */
    operation: z.string().min(1).optional(),
    /** The share of requests that are hit, spread evenly and the same in every run. */
    share: z.number().min(0).max(1).optional(),
    /** Spares so many requests first. */
    after: z.int().min(1).optional(),
    /** Over after this many hits. */
    count: z.int().min(1).optional(),
    /** For `slow`; longer than the bus's vendor timeout by default. */
    delayMs: z.int().min(0).max(600_000).optional(),
    /** For `outage`. */
    mode: z.enum(["refuse", "503"]).optional(),
  })
  .superRefine((fault, context) => {
    const only = (field: "delayMs" | "mode", kind: string) => {
      if (fault[field] === undefined || fault.kind === kind) return;
      context.addIssue({ code: "custom", path: [field], message: `only means something for "${kind}"` });
    };
    only("delayMs", "slow");
    only("mode", "outage");
  });

export type Fault = z.infer<typeof Fault>;

/** How long `slow` delays an answer where the fault does not say. */
export const defaultDelayMs = 15_000;

/** What a vendor's handler stands for: something that changes the vendor's state, or a read. */
export type Endpoint = {
  readonly name: string;
  readonly changes: boolean;
  /** Its own refusal, where it has one. */
  readonly reject?: SimulatorHandler | undefined;
};

/** The fault in force at one vendor, and how often it has struck. */
export class FaultScript {
  #fault: Fault = { kind: "none" };
  #eligible = 0;
  #hits = 0;

  get fault(): Fault {
    return this.#fault;
  }

  get hits(): number {
    return this.#hits;
  }

  set(fault: Fault): void {
    this.#fault = fault;
    this.#eligible = 0;
    this.#hits = 0;
  }

  /** Whether the vendor's port is to be closed altogether. */
  get closesPort(): boolean {
    const { kind, mode = "refuse", operation, share = 1, after, count } = this.#fault;
    const isNarrowed = operation !== undefined || share < 1 || after !== undefined || count !== undefined;
    return kind === "outage" && mode === "refuse" && !isNarrowed;
  }

  /** The fault that strikes a request before it is known what it stands for: an outage of the whole vendor. */
  strikeRequest(): Fault | undefined {
    return this.#fault.kind === "outage" && this.#fault.operation === undefined ? this.#draw() : undefined;
  }

  /** The fault that strikes a request to this endpoint. */
  strikeEndpoint(endpoint: Endpoint): Fault | undefined {
    const { kind, operation } = this.#fault;
    if (kind === "none") return undefined;
    if (kind === "outage" && operation === undefined) return undefined; // struck, or spared, at the door
    if (operation !== undefined && operation !== endpoint.name) return undefined;
    if (!endpoint.changes && kind === "commitThenDrop") return undefined;
    if (!endpoint.changes && kind === "reject" && operation === undefined) return undefined;
    return this.#draw();
  }

  #draw(): Fault | undefined {
    const { share = 1, after = 0, count = Infinity } = this.#fault;
    if (this.#hits >= count) return undefined;
    this.#eligible += 1;
    if (this.#eligible <= after) return undefined;
    // Multiples of the golden ratio spread evenly and never beat in time with callers that alternate write and probe.
    const goldenRatio = 0.618_033_988_749_894_9;
    if (share < 1 && (this.#eligible * goldenRatio) % 1 >= share) return undefined;
    this.#hits += 1;
    return this.#fault;
  }
}
