import type { SentKind } from "../notices/endpoint.ts";
import type { Act, Result } from "./act.ts";
import type { Page, PageRequest } from "./page.ts";

export const noticeStates = ["waiting", "delivered", "givenUp"] as const;

export type NoticeState = (typeof noticeStates)[number];

/** How it goes with an endpoint of notices. Instants are RFC 3339. */
export type EndpointStanding = {
  readonly name: string;
  /** `gone`: it answered 410, and is sent nothing until it is enabled again. */
  readonly state: "well" | "failing" | "gone";
  readonly lastSuccessAt: string | null;
  readonly failingSince: string | null;
  /** Nothing is sent to it before. */
  readonly restUntil: string | null;
  readonly goneAt: string | null;
  /** How its last failed try ended, for example `http 500` or `timeout`. */
  readonly lastError: string | null;
  /** Messages of which it will be told. */
  readonly watched: number;
  /** Notices that it has not taken yet. */
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
  /** Notices that it did not take in ten tries. */
  readonly givenUp: number;
};

/** A notice without its body, which is the message's receipt of that moment. Instants are RFC 3339. */
export type NoticeView = {
  /** Its `webhook-id`. */
  readonly id: string;
  readonly endpoint: string;
  /** null of alerts. */
  readonly messageId: string | null;
  readonly kind: SentKind;
  readonly state: NoticeState;
  readonly tries: number;
  readonly nextTryAt: string | null;
  readonly lastError: string | null;
  readonly createdAt: string;
  /** When it was delivered or given up. */
  readonly endedAt: string | null;
};

export type NoticeFilter = {
  readonly endpoint?: string | undefined;
  readonly state?: NoticeState | undefined;
  readonly messageId?: string | undefined;
};

/** What operators see of notices, and what they can do for those that did not arrive. */
export type Notices = {
  /** Of endpoints that anything is known of; one without a row has been sent nothing yet. */
  standings(): Promise<ReadonlyMap<string, EndpointStanding>>;
  /** Newest first. */
  list(filter: NoticeFilter, page: PageRequest): Promise<Page<NoticeView>>;
  /** Sends to an endpoint again that is gone or rests, and at once what waits for it. */
  enable(endpoint: string, act: Act): Promise<Result<EndpointStanding>>;
  /** Sends a notice again under its id, whatever became of it: with ten new tries, where it was over. */
  resend(id: string, act: Act): Promise<Result<NoticeView>>;
  /** The same for all that an endpoint did not take. */
  resendGivenUp(endpoint: string, act: Act): Promise<Result<{ readonly resent: number }>>;
};
