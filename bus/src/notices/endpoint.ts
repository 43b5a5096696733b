/** What a notice tells of a message: nothing of it is left to do, or a person must look at it. */
export const noticeKinds = ["settled", "failed"] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/** What is sent as a notice: what became of a message, or alerts. */
export const sentKinds = [...noticeKinds, "alert"] as const;

export type SentKind = (typeof sentKinds)[number];

/** Where the notices of some messages go, as the configuration says. */
export type NoticeEndpoint = {
  readonly name: string;
  readonly url: URL;
  /** Whose messages, and of which types, as patterns of {@link matchesAny}; null is all. */
  readonly sources: readonly string[] | null;
  readonly types: readonly string[] | null;
  readonly on: ReadonlySet<NoticeKind>;
  /** They sign every notice: one, or two while the second is being replaced by the first. */
  readonly keys: readonly Uint8Array[];
  readonly privateNetwork: boolean;
};
