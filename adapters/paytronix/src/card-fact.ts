import type { Fact, Recall } from "@spindlebus/bus/adapter";
import type { Ref } from "@spindlebus/contracts";

/** The kind of fact that tells which card a member of the chain has. */
export const cardKind = "card";

type Known = { readonly memberId?: string | undefined; readonly refs?: readonly Ref[] | undefined };
type Recalled = Readonly<Record<string, Fact | undefined>>;

/** Which card the chain's member has, remembered where the bus enrolled them or an order named it. */
export const cardFact = (memberId: string, card: string): Fact => ({
  kind: cardKind,
  id: memberId,
  vendorId: card,
  facts: {},
  subject: memberId,
});

/** What to recall of a member whose message names no card: it may have been made by either way of enrolling. */
export function recallCard(member: Known | undefined): Readonly<Record<string, Recall>> {
  const memberId = member?.memberId;
  if (memberId === undefined || namedCard(member) !== undefined) return {};
  const fact = { kind: cardKind, ids: [memberId], entityKey: memberId, optional: true };
  return { card: { ...fact, writtenBy: "enrollUser" }, askedCard: { ...fact, writtenBy: "enroll" } };
}

/** The card that a member's refs name. */
export const namedCard = (member: Known | undefined): string | undefined =>
  member?.refs?.find(({ vendor, type }) => vendor === "paytronix" && type === "card")?.id;

/** The member's card: the one that the message names, else the one that was made when they were enrolled. */
export const cardOf = (member: Known | undefined, recalled: Recalled): string | undefined =>
  namedCard(member) ?? (recalled["card"] ?? recalled["askedCard"])?.vendorId;
