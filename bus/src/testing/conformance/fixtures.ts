import type { Contract } from "@spindlebus/contracts";

/** What the suite cannot find out by itself about an adapter. */
export type Fixtures = {
  /** Settings of the connection; `baseUrl` is the simulator's. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** As the simulator knows them; not too short, for no text may contain them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Makes ready, at the simulator's API, what every operation needs: a user, a card. What it gives goes to `message`. */
  readonly seed?: (vendor: SimulatedVendorApi) => Promise<unknown>;
  /** By operation; one that the contract's first example suits needs none. */
  readonly operations?: Readonly<Record<string, OperationFixture>>;
  /** By webhook; one that the simulator sends needs none. */
  readonly webhooks?: Readonly<Record<string, WebhookFixture>>;
  /** Contracts besides the canonical ones. */
  readonly contracts?: readonly Contract[];
};

/** Where the simulated vendor's API is, and what opens it. */
export type SimulatedVendorApi = {
  readonly url: string;
  readonly secrets: Readonly<Record<string, string>>;
};

export type OperationFixture = {
  /** Data that the operation acts upon, or a function of what `seed` gave; the contract's first example if absent. */
  readonly message?: unknown;
  /** What has to be delivered before it, in this order. */
  readonly before?: readonly { readonly operation: string; readonly message?: unknown }[];
  /** How many effects it has at the simulator: 1 if absent, 0 for what only reads. */
  readonly effects?: number;
};

/** When, where and under which secrets a webhook request is made. */
export type WebhookMaking = {
  readonly nowMs: number;
  readonly path: string;
  readonly settings: never;
  readonly secrets: Readonly<Record<string, string>>;
};

export type WebhookFixture = {
  /** Signed requests besides those that the simulator sends. */
  readonly requests?: (making: WebhookMaking) => readonly {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** What follows the `?` of the URL, where the vendor is told its secret there. */
    readonly query?: string;
  }[];
  /** False where the vendor sends a shared secret instead of a signature over the body. */
  readonly signsBody?: false;
};
