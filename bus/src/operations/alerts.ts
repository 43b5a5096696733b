import type { AlertKind } from "../alerts/alert.ts";
import type { AlertEndpoint } from "../alerts/endpoint.ts";
import type { Act } from "./act.ts";
import type { Page, PageRequest } from "./page.ts";

export const alertStates = ["open", "ended"] as const;
export type AlertState = (typeof alertStates)[number];

/** What a person should know, or should have known until it ended. Instants are RFC 3339. */
export type AlertView = {
  readonly id: string;
  readonly kind: AlertKind;
  readonly state: AlertState;
  readonly connection: string | null;
  readonly title: string;
  /** What to type to see more. */
  readonly next: string;
  readonly since: string;
  readonly lastSeenAt: string;
  readonly endedAt: string | null;
};

export type AlertFilter = { readonly state?: AlertState | undefined; readonly kind?: AlertKind | undefined };

/** What operators see of alerts. */
export type Alerts = {
  /** Newest first. */
  list(filter: AlertFilter, page: PageRequest): Promise<Page<AlertView>>;
  /** Puts a test in line for an endpoint; gives the notice that it becomes. */
  test(endpoint: Pick<AlertEndpoint, "name" | "format">, act: Act): Promise<{ readonly noticeId: string }>;
};
