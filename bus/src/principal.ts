/** What a bearer token is for. `producer`: to publish and read receipts. What the others may, `rights.ts` says. */
export const tokenRoles = ["producer", "viewer", "operator", "payload-reader", "approver", "admin"] as const;
/** Those of people and machines that use the admin API. */
export const operatorRoles = tokenRoles.filter((role) => role !== "producer");
export type TokenRole = (typeof tokenRoles)[number];

/** Whom a bearer token stands for. */
export type Principal = {
  readonly id: string;
  /** Shown in logs and in the audit. */
  readonly name: string;
  readonly roles: readonly string[];
  /** Only good for callers on the same machine. */
  readonly loopbackOnly: boolean;
  /** What a producer may publish; null is everything. A pattern that ends in `*` stands for all that begin so. */
  readonly sources: readonly string[] | null;
  readonly types: readonly string[] | null;
  /** The connections that it is limited to in the admin API, by patterns as above; null or absent is all. */
  readonly connections?: readonly string[] | null;
  /** The brands whose connections it is limited to, likewise. */
  readonly brands?: readonly string[] | null;
  /** Events a second that it may publish, and how many at once; the installation's own limit where there is none. */
  readonly ratePerSecond?: number | null;
  /** Events of one second if absent. */
  readonly burst?: number | null;
};
