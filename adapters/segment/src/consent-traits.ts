type Allowed = {
  readonly channel: string;
  readonly topic?: string | undefined;
  readonly state: "opted_in" | "subscribed" | "unsubscribed";
};

/** Segment's words for a subscription; our `subscribed` is who neither opted in nor out. */
const words = {
  opted_in: "subscribed",
  subscribed: "did-not-subscribe",
  unsubscribed: "unsubscribed",
} as const;

/** The words of Segment's user subscriptions, as their column and its values. */
export const subscriptionWord = (state: Allowed["state"]): string => words[state];

/** Consents as traits: `email_subscription_status`, of one list `email_offers_subscription_status`. */
export const consentTraits = (consents: readonly Allowed[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    consents.map(({ channel, topic, state }) => [
      [channel, ...(topic === undefined ? [] : [topic]), "subscription_status"].join("_"),
      subscriptionWord(state),
    ]),
  );
