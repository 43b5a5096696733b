import type { Order, Ref } from "@spindlebus/contracts";

type Known = {
  readonly memberId?: string | undefined;
  readonly refs?: readonly Ref[] | undefined;
};

/** The `external_id` under which Braze knows a guest: a ref that says so, else the chain's own id. */
export const externalIdOf = ({ memberId, refs = [] }: Known): string | undefined =>
  refs.find(({ vendor, type }) => vendor === "braze" && type === "external_id")?.id ?? memberId;

/** The guest of an order; undefined where nobody knows who it was. */
export const guestOf = ({ customer, loyalty }: Order): string | undefined =>
  (customer && externalIdOf(customer)) ?? (loyalty && externalIdOf(loyalty.member));

/** Kind of the fact that tells whose an order was. */
export const guestKind = "guest";

/** Payments are remembered beside the orders they paid: a refund may name the payment alone. */
export const paymentFactId = (paymentId: string): string => `payment:${paymentId}`;
