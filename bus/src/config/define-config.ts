import type { Contract } from "@spindlebus/contracts";
import type { AnyAdapter, RetryPolicy, VendorLimits } from "../adapter/index.ts";
import type { BodyStore } from "../bodies/body-store.ts";
import type { NoticeKind } from "../notices/endpoint.ts";
import type { RetentionConfig } from "../retention/retention.ts";
import type { PolicyConfig } from "./edit-policy.ts";
import type { AlertsConfig } from "./plan-alerts.ts";
import type { AdminConfig } from "./admin-config.ts";
import type { IngressConfig } from "./ingress-config.ts";
import type { RolloutConfig, ServesConfig, StoresConfig } from "./routing-config.ts";
import type { AnySimulator } from "../testing/simulator/define-simulator.ts";

/** One configured instance of an adapter. */
export type ConnectionConfig = {
  readonly adapter: AnyAdapter;
  /** Checked by the adapter's own schema. Secrets are not settings: they come from the environment. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Overrides of the adapter's limits. */
  readonly limits?: Partial<VendorLimits>;
  readonly retry?: RetryPolicy;
  /** Only these operations get a route; all of them if absent. */
  readonly operations?: readonly string[];
  /** Whose it is, for people who may see one brand only; the brands that it serves if absent. */
  readonly brand?: string;
  /** The stores that it is for; all of them if absent. */
  readonly serves?: ServesConfig;
  /** Requests are made and recorded, and none is sent, for what is accepted while it is so. */
  readonly shadow?: boolean;
  /** Its vendor is on a private network, beside us: without this, only what is on the internet is called, and this machine by its own name. */
  readonly privateNetwork?: boolean;
  /** What it may call beside the host of its `baseUrl`, as host or host:port: where its access tokens come from elsewhere. */
  readonly hosts?: readonly string[];
  /** Loaded only where simulators run, never in production. */
  readonly simulator?: () => Promise<{ readonly default: AnySimulator }>;
};

/** Who wants to be told, by HTTP, what became of messages. Its signing secret comes from the environment. */
export type NoticeConfig = {
  /** https, or http on this machine. */
  readonly url: string;
  /** Messages of these sources and of these types, where `*` at the end is anything; all of them if absent. */
  readonly sources?: readonly string[];
  readonly types?: readonly string[];
  /** When to tell; both if absent. */
  readonly on?: readonly NoticeKind[];
  /** The receiver is on a private network, beside us. */
  readonly privateNetwork?: boolean;
};

export type SpindleConfig = {
  readonly contracts: readonly Contract[];
  /** By connection id, which begins the names of its routes, queues, secrets and webhook URLs. */
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
  /** By storeId: what filters ask about, and messages do not say. */
  readonly stores?: StoresConfig;
  /** By name: connections of which each message is for one. */
  readonly rollouts?: Readonly<Record<string, RolloutConfig>>;
  /** By the name of the endpoint. */
  readonly notices?: Readonly<Record<string, NoticeConfig>>;
  /** Who is told of what a person should look at, and when. */
  readonly alerts?: AlertsConfig;
  /** Who may publish, and how much. */
  readonly ingress?: IngressConfig;
  /** For how long what is kept: `docs/how-to/keep-less-or-more.md`. */
  readonly retention?: RetentionConfig;
  /** When a second person has to approve an edit. */
  readonly policy?: PolicyConfig;
  /** How people and machines sign in to the admin API, and what the console calls it and links to. */
  readonly admin?: AdminConfig;
  /** Messages whose data is longer than 256 KiB: it is stored, and travels by reference. */
  readonly largeMessages?: LargeMessagesConfig;
};

/** How large messages may be, and where the bytes of large ones are kept. */
export type LargeMessagesConfig = {
  /** The longest data of one message that is taken in; 8 MiB if absent, 16 MiB at the most. */
  readonly maxBytes?: number;
  /** Takes new ones in place of the database, e.g. `s3BodyStore(…)`. What the database has already is read from there. */
  readonly store?: BodyStore;
};

/** What the config may know of where it runs. */
export type ConfigContext = {
  /**
   * The base URL of a simulator, by the name of its adapter, or by the connection's id where several connections have one
   * adapter; undefined where none runs, which is always so in production.
   */
  readonly simulator: (address: string) => string | undefined;
};

/** Declares what this installation connects. The one file that names adapters calls it. */
export function defineConfig(
  config: (context: ConfigContext) => SpindleConfig,
): (context: ConfigContext) => SpindleConfig {
  return config;
}
