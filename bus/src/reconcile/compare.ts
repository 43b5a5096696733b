import type { JournalMessage } from "./ports.ts";

/** What the ledger has of one delivery. */
export type DeliveryStanding = {
  /** Open and at rest (no worker can hold it), and its message's bytes are stored nowhere. */
  readonly bodyless: boolean;
};

/** What the intake has of one message. `elsewhere`: its source's id belongs to another, so it was taken in again as new. */
export type IntakeStanding = "known" | "lost" | "elsewhere";

/** What intake and ledger have of one message. */
export type MessageStanding = {
  readonly intake: IntakeStanding;
  readonly deliveries: ReadonlyMap<string, DeliveryStanding>;
};

/** What is wrong, or may be, with one message. */
export type Gap =
  /** Its intake row is lost: a repeat would be taken for a new message. */
  | { readonly kind: "intake" }
  /** It was repeated before its intake row was restored; what its first life did cannot be told any more. */
  | { readonly kind: "repeated" }
  /** The ledger has nothing of it, and no token is on its way. */
  | { readonly kind: "delivery"; readonly route: string }
  /** The ledger has nothing of it yet, but its token may come. */
  | { readonly kind: "pending"; readonly route: string }
  /** It is open, and neither a token nor the database carries its bytes. */
  | { readonly kind: "body"; readonly route: string };

/** Compares one message of the journal with what intake and ledger have of it. */
export function gapsOf(
  { token }: JournalMessage,
  { intake, deliveries }: MessageStanding,
  mayCome: (route: string) => boolean,
): readonly Gap[] {
  if (intake === "elsewhere") return [{ kind: "repeated" }];
  const lost: readonly Gap[] = intake === "lost" ? [{ kind: "intake" }] : [];
  const ofRoutes = token.routes.flatMap((route): readonly Gap[] => {
    const delivery = deliveries.get(route);
    if (delivery) return delivery.bodyless ? [{ kind: "body", route }] : [];
    return [{ kind: mayCome(route) ? "pending" : "delivery", route }];
  });
  return [...lost, ...ofRoutes];
}
