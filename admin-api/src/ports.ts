import type {
  AdminEnvironment,
  Broker,
  BusPlan,
  ConnectionTests,
  Diagnose,
  Metrics,
  Operations,
  SecretOrigin,
  TestMessages,
} from "@spindlebus/bus/engine";
import type { Installed } from "./installed.ts";
import type { AdminLog } from "./request-log.ts";
import type { Simulators } from "./simulators.ts";

/** Whether what the admin API rests on can be used. The broker is told of where the process holds a connection to it. */
export type Health = () => Promise<{ readonly database: boolean; readonly broker?: boolean }>;

/** Everything that the admin API needs from outside. */
export type AdminPorts = {
  readonly operations: Operations;
  /** The same of some connections only, whose limits the database enforces. */
  readonly operationsWithin: (connections: readonly string[]) => Operations;
  readonly plan: Pick<
    BusPlan,
    | "registry"
    | "connections"
    | "routes"
    | "rollouts"
    | "notices"
    | "policy"
    | "alerts"
    | "largeMessages"
    | "retention"
    | "admin"
  >;
  readonly broker: Broker;
  readonly environment: AdminEnvironment;
  readonly installed: Installed;
  readonly diagnose: Diagnose;
  readonly metrics: Metrics;
  /** What this process says of itself, in Prometheus' text format. */
  readonly processMetrics: () => Promise<string>;
  /** Undefined where none runs. */
  readonly simulators: Simulators | undefined;
  readonly connectionTests: Pick<ConnectionTests, "test">;
  readonly testMessages: Pick<TestMessages, "routesFor" | "send">;
  readonly secretOrigin: SecretOrigin;
  readonly health: Health;
  readonly log: AdminLog;
  /** Whether an error only says that the database is away: then the answer is 503, not 500. */
  readonly isOutage: (error: unknown) => boolean;
};
