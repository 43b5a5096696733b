import type { VendorRequest, VendorResponse } from "@spindlebus/bus/adapter";
import type { Member } from "@spindlebus/contracts";
import { z } from "zod";
import { search } from "./call.ts";
import { squareId } from "./canonical.ts";
import type { SquareSettings } from "./settings.ts";

const Found = z.looseObject({
  loyalty_accounts: z.array(z.looseObject({ id: z.string().min(1) })).optional(),
});

/** The account that a member's refs name. */
export const accountOf = ({ refs }: Pick<Member, "refs">): string | undefined =>
  squareId(refs, "loyalty_account");

/** Asks for the account of a member of whom only the customer or the phone is known; undefined where neither is. */
export function accountSearch(
  { refs }: Pick<Member, "refs">,
  context: { readonly settings: SquareSettings },
): VendorRequest | undefined {
  const customer = squareId(refs, "customer");
  const phone = refs?.find(({ type }) => type === "phone")?.id;
  const query = customer ? { customer_ids: [customer] } : phone && { mappings: [{ phone_number: phone }] };
  return query ? search("/v2/loyalty/accounts/search", { query, limit: 1 }, context) : undefined;
}

/** The account that a search found; undefined where there is none, null where the answer is unreadable. */
export function foundAccount({ json }: VendorResponse): string | undefined | null {
  const read = Found.safeParse(json);
  return read.success ? read.data.loyalty_accounts?.[0]?.id : null;
}
