import type { Contract, Envelope } from "@spindlebus/contracts";
import type { z } from "zod";
import type { Authorize } from "./authorize.ts";
import type { Check } from "./check.ts";
import type { Duration } from "./duration.ts";
import type { Json } from "./json.ts";
import type { Fact, Next, Outcome, ProbeVerdict } from "./outcome.ts";
import type { VendorRequest } from "./request.ts";
import type { VendorResponse } from "./response.ts";
import type { Webhook } from "./webhook.ts";

/** What every adapter's settings have: where the vendor's API is. */
export type BaseSettings = { readonly baseUrl: string };

/** What the pure functions of an operation may know besides the message's data. */
export type OperationContext<Settings> = {
  readonly settings: Settings;
  readonly message: Envelope;
  /** What `recall` named, under the same names. */
  readonly recalled: Readonly<Record<string, Fact | undefined>>;
  /** Stable for this delivery over every attempt; for vendors that want a client-chosen reference or key in the body. */
  readonly idempotencyKey: string;
  /**
   * 43 characters that follow from the connection's secrets and this delivery, the same over every attempt until a secret is
   * changed: for what a vendor must be given and nobody may work out, such as a first password.
   */
  readonly unguessable?: string;
};

/** `step` counts the requests of one attempt from 0; `carry` is what `next` handed on. */
export type InterpretContext<Settings> = OperationContext<Settings> & {
  readonly step: number;
  readonly carry: Json;
};

/** A fact that a message needs: one of `ids`, written by another operation of this connection. */
export type Recall = {
  readonly kind: string;
  /** Business ids under which the fact may have been remembered; the first found is taken. */
  readonly ids: readonly string[];
  /** The operation that remembers it; while its delivery for the same entity is open, this one waits. */
  readonly writtenBy: string;
  /** The entity key of the message that begot the fact, where it is known (an order id). */
  readonly entityKey?: string | undefined;
  /** The operation can do without: what nobody wrote, nor is about to, is undefined in `recalled`. */
  readonly optional?: boolean;
};

/** How often and how long a failed delivery is tried again. */
export type RetryPolicy = {
  /** Tries in all. */
  readonly attempts?: number;
  readonly base?: Duration;
  readonly cap?: Duration;
  /** No further try once the message is older than this. */
  readonly totalAge?: Duration;
};

/** Where the vendor wants the key: in a header, or as a field of the JSON object that is the body (Square). The bus puts it there. */
export type KeyPlace =
  | { readonly header: string; readonly field?: undefined }
  | { readonly field: string; readonly header?: undefined };

/** How the operation settles an effect in doubt. */
export type Idempotency<Data, Settings> =
  /** The vendor honours a key for a declared time. */
  | { readonly idempotency: "key"; readonly key: KeyPlace & { readonly validFor: Duration } }
  /** Repeating it is harmless: a PUT of state, or a client-chosen id. */
  | { readonly idempotency: "natural" }
  /** The vendor can be asked whether it was done. */
  | { readonly idempotency: "probe"; readonly probe: Probe<Data, Settings> }
  /** A person decides. */
  | { readonly idempotency: "none" };

export type Probe<Data, Settings> = {
  readonly request: (data: Data, context: OperationContext<Settings>) => VendorRequest;
  readonly interpret: (
    response: VendorResponse,
    data: Data,
    context: OperationContext<Settings>,
  ) => ProbeVerdict;
  /** How long after a write the vendor's reads may still miss it. */
  readonly readLag: Duration;
};

/** Operations of one connection that must keep order together, key by key: the deliveries of a key take effect in publish order. */
export type Lane<Data> = {
  /** The operations that name the same group share its lanes. */
  readonly group: string;
  /** What must stay in order with what, an order id for example. */
  readonly key: (data: Data) => string;
  /** So many deliveries of one key may stand in line; beyond it the whole group stops taking in (default 10,000). */
  readonly cap?: number;
};

/** What is the same for every kind of operation. */
type OperationBase<Data, Settings> = {
  readonly on: Contract<Data>;
  /**
   * `upcast`: messages of older versions of the contract come too, their data made into what `on` says; `message.type` stays
   * what was published. Without it only messages of this very version come.
   */
  readonly older?: "upcast";
  readonly summary: string;
  /** A reason not to act at all, or false. */
  readonly skip?: (data: Data, context: { readonly settings: Settings }) => string | false;
  /** The account or store whose limit at the vendor this message counts against; without it, the connection's. */
  readonly limiterKey?: (data: Data, context: { readonly settings: Settings }) => string;
  /** Time for one request, at most a third of the lease. */
  readonly timeout?: Duration;
  /** 5xx statuses by which this vendor says that it refused before doing anything; all others leave the effect in doubt. */
  readonly refusedBeforeProcessing?: readonly number[];
  readonly retry?: RetryPolicy;
  /** How a person finds out at the vendor whether it was done, in a sentence or two: what is in doubt says it. */
  readonly lookUp?: string;
};

/** What an adapter does when a message arrives: one vendor call, or several steps of one. Everything in it is pure. */
export type Operation<Data, Settings> = OperationBase<Data, Settings> & {
  readonly batch?: undefined;
  readonly recall?: (data: Data) => Readonly<Record<string, Recall>>;
  /** Strict order, see {@link Lane}. */
  readonly lane?: Lane<Data>;
  /** `latestWins`: of the states of one entity only the newest matters; an older one is superseded. The contract, or the message's `entityversion`, tells the version. */
  readonly order?: "unordered" | "latestWins";
  /** The first request, or an outcome where the message alone decides. */
  readonly request: (data: Data, context: OperationContext<Settings>) => VendorRequest | Outcome;
  readonly interpret: (
    response: VendorResponse,
    data: Data,
    context: InterpretContext<Settings>,
  ) => Outcome | Next;
} & Idempotency<Data, Settings>;

/** One delivery of a batch, as a batched operation sees it. */
export type BatchItem<Data> = {
  readonly data: Data;
  readonly message: Envelope;
  /** Stable for this delivery over every attempt. */
  readonly idempotencyKey: string;
};

/** What the functions of a batched operation may know besides the items. */
export type BatchContext<Settings> = {
  readonly settings: Settings;
  /** The same for exactly these items in this order, and for no others. */
  readonly idempotencyKey: string;
};

/** An operation at a vendor's bulk endpoint: many deliveries, one call, one outcome for each. Everything in it is pure. */
export type BatchOperation<Data, Settings> = OperationBase<Data, Settings> & {
  /** At most so many in one call; the first of a batch waits for others at most so long. */
  readonly batch: { readonly max: number; readonly within: Duration };
  readonly recall?: undefined;
  readonly lane?: undefined;
  readonly order?: undefined;
  readonly request: (items: readonly BatchItem<Data>[], context: BatchContext<Settings>) => VendorRequest;
  /** One outcome for all, or one for each in their order; an item that the answer does not mention (`undefined`) is in doubt. */
  readonly interpret: (
    response: VendorResponse,
    items: readonly BatchItem<Data>[],
    context: BatchContext<Settings>,
  ) => Outcome | readonly (Outcome | undefined)[];
} & Idempotency<Data, Settings>;

/** How much the vendor bears, from all workers together: calls at a time, and in a second. */
export type VendorLimits = {
  readonly concurrency: number;
  readonly perSecond: number;
  /** What it bears for each account or store, as the operations' `limiterKey` names it; besides the limits of all. */
  readonly perKey?: { readonly concurrency?: number; readonly perSecond?: number };
};

/** What an adapter has proven in the conformance suite, which finds out where it has not; catalogues show it. */
export type ClaimedConformance = {
  readonly level: "bronze" | "silver" | "gold";
  /** By check, or by check and subject (`"malformed answer/refund"`): why the adapter need not pass it. */
  readonly waivers?: Readonly<Record<string, string>>;
};

/** A vendor plug-in: data and pure functions, so that the bus can list, document, dry-run and test it. */
export type Adapter<Settings extends BaseSettings = BaseSettings, Secrets = unknown, Datas = unknown> = {
  readonly name: string;
  readonly version: string;
  readonly domain: "loyalty" | "payments" | "cms" | "identity" | "commerce" | "engagement";
  readonly settings: z.ZodType<Settings>;
  readonly secrets: z.ZodObject & z.ZodType<Secrets>;
  readonly limits: VendorLimits;
  /** The version of this kit, `@spindlebus/bus`, that it was made for. */
  readonly kit?: string;
  /** Where the vendor tells how its services are; people follow it when something is wrong. */
  readonly statusPage?: string;
  /** By the code of an outcome: the URL of a page that tells an operator what it means and what to do. */
  readonly runbooks?: Readonly<Record<string, string>>;
  /** Without it nothing is known of it. */
  readonly conformance?: ClaimedConformance;
  readonly authorize: Authorize<Settings, Secrets>;
  /** Without it a test of a connection only tries to reach the vendor. */
  readonly check?: Check<Settings>;
  /** Why there is no `check`, in a sentence. */
  readonly noCheck?: string;
  readonly operations: {
    readonly [Name in keyof Datas]: Operation<Datas[Name], Settings> | BatchOperation<Datas[Name], Settings>;
  };
  readonly webhooks?: Readonly<Record<string, Webhook<Settings, Secrets>>>;
};

/** An adapter of any vendor, as the bus holds it. Its functions were checked against each other where it was defined. */
// oxlint-disable-next-line typescript/no-explicit-any -- the author's types end here: a registry holds adapters of all vendors
export type AnyAdapter = Adapter<any, any, any>;
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnySingleOperation = Operation<any, any>;
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnyBatchOperation = BatchOperation<any, any>;
/** An operation of any vendor; `batch` tells the two kinds apart. */
export type AnyOperation = AnySingleOperation | AnyBatchOperation;

/**
 * Defines an adapter; the compiler checks each operation against its contract and the settings, and keeps each one's own type.
 * @throws where a name is not camelCase, or a runbook or the status page is no web page
 */
export function defineAdapter<
  Settings extends BaseSettings,
  Secrets,
  Datas,
  Operations extends Adapter<Settings, Secrets, Datas>["operations"],
>(
  adapter: Adapter<Settings, Secrets, Datas> & { readonly operations: Operations },
): Omit<Adapter<Settings, Secrets, Datas>, "operations"> & { readonly operations: Operations } {
  const names = [...Object.keys(adapter.operations), ...Object.keys(adapter.webhooks ?? {})];
  for (const name of names) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(
        `Adapter ${adapter.name}: "${name}" must be camelCase; it becomes part of queue names and URLs.`,
      );
    }
  }
  const { name, runbooks = {}, statusPage } = adapter;
  for (const [code, url] of Object.entries(runbooks)) followable(url, `${name}: the runbook of "${code}"`);
  if (statusPage !== undefined) followable(statusPage, `${name}: the status page`);
  return adapter;
}

function followable(url: string, what: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new Error(`Adapter ${what} must be an http(s) URL; operators follow it.`);
}

/** Defines a webhook so that the compiler knows its body inside `translate`. */
export function defineWebhook<Settings, Secrets, Body>(
  webhook: Webhook<Settings, Secrets, Body>,
): Webhook<Settings, Secrets> {
  // The body's type is private to the webhook: the bus only ever passes what `body` parsed.
  return webhook as unknown as Webhook<Settings, Secrets>;
}

/**
 * Defines a batched operation in place, so that the compiler knows its items: by an object such as `batch` it cannot tell
 * the two kinds of operations apart. `settings` is the adapter's schema, here for its type only.
 */
export function defineBatch<Data, Settings>(
  _settings: z.ZodType<Settings>,
  operation: BatchOperation<Data, Settings>,
): BatchOperation<Data, Settings> {
  return operation;
}
