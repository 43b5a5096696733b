import type { ServesConfig } from "./config/routing-config.ts";
import type { AnyAdapter, AnyOperation, VendorLimits } from "./adapter/index.ts";

/** One configured instance of an adapter. Settings and secrets have passed the adapter's schemas. */
export type Connection = {
  readonly id: string;
  readonly adapter: AnyAdapter;
  readonly settings: { readonly baseUrl: string };
  /** The settings that the configuration names; the others are as their schema has them. */
  readonly given?: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly limits: VendorLimits;
  /** Whose it is. */
  readonly brand?: string;
  /** The stores that it is for. */
  readonly serves?: ServesConfig;
  /** What is accepted now is only to be shown, and not to be sent. */
  readonly shadow?: boolean;
  /** Its vendor is on a private network. */
  readonly privateNetwork?: boolean;
  /** Hosts that it may call beside that of its `baseUrl`. */
  readonly hosts?: readonly string[];
};

/** How a route retries and how long its calls may take; milliseconds. */
export type RoutePolicy = {
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly totalAgeMs: number;
  readonly timeoutMs: number;
  readonly leaseMs: number;
  /** Claims without any outcome after which a message is taken for the killer of its workers. */
  readonly poisonLimit: number;
};

/** Connection + operation: owns one work queue. */
export type Route = {
  /** `<connection>.<operation>` */
  readonly name: string;
  readonly connection: Connection;
  readonly operationName: string;
  readonly operation: AnyOperation;
  readonly policy: RoutePolicy;
};

/** The route of messages that could not be accepted as they came: invalid AMQP messages, webhooks that do not translate. */
export const intakeRoute = "intake";
