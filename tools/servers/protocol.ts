import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";

/** A server that somebody else runs. */
export type Elsewhere = { readonly url: string };

/** Where RabbitMQ comes from. */
export type RabbitmqSource = Elsewhere | { readonly programs: RabbitmqPrograms } | "container";

/** Where PostgreSQL comes from. */
export type PostgresSource = Elsewhere | "embedded";

/** Whether a server is somebody else's. */
export const isElsewhere = (source: RabbitmqSource | PostgresSource): source is Elsewhere =>
  typeof source === "object" && "url" in source;

/** Which servers a data dir gets. */
export type Plan = {
  readonly dataDir: string;
  readonly rabbitmq: RabbitmqSource;
  readonly postgres: PostgresSource;
  /** More settings of a PostgreSQL of ours. */
  readonly postgresSettings?: readonly string[] | undefined;
};

/** What the owner tells the guard. The end of the channel means `stop`. */
export type ToGuard =
  | { readonly do: "begin"; readonly plan: Plan; readonly ownerPid: number }
  /** Ends a process group of the owner's before the servers, should the owner die. */
  | { readonly do: "endFirst"; readonly group: number }
  | { readonly do: "stop"; readonly hard: boolean };

/** What the guard tells the owner. */
export type FromGuard =
  | { readonly is: "line"; readonly text: string }
  | { readonly is: "ready" }
  | { readonly is: "refused"; readonly ownerPid: number }
  | { readonly is: "failed"; readonly reason: string };
