import {
  blocked,
  inDoubt,
  next,
  rejected,
  type Fact,
  type InterpretContext,
  type Next,
  type OperationContext,
  type Outcome,
  type Recall,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { Member } from "@spindlebus/contracts";
import { z } from "zod";
import { search } from "./call.ts";
import { squareId } from "./canonical.ts";
import { refusal } from "./errors.ts";
import type { SquareSettings } from "./settings.ts";

type Who = Pick<Member, "refs" | "memberId">;
type Context = OperationContext<SquareSettings>;

/** A reason to leave a command to another programme: its member is known there, and not at Square. */
export const skipOthers = ({ member: { refs = [] } }: { readonly member: Who }): string | false =>
  refs.length > 0 && refs.every(({ vendor, type }) => vendor !== "square" && type !== "phone")
    ? "member of another programme"
    : false;

const memberKind = "member";

/** Which account is the chain's member. */
export const memberFact = (memberId: string, account: string): Fact => ({
  kind: memberKind,
  id: memberId,
  vendorId: account,
  facts: {},
});

/** What to remember of a member whose message does not name the account. */
export const recallMember = ({ memberId, refs }: Who): Readonly<Record<string, Recall>> =>
  memberId === undefined || squareId(refs, "loyalty_account") !== undefined
    ? {}
    : {
        member: {
          kind: memberKind,
          ids: [memberId],
          writtenBy: "enroll",
          entityKey: memberId,
          optional: true,
        },
      };

/** The account that a member's refs name, or that the bus had made for the member. */
export const accountOf = ({ refs }: Who, { recalled }: Pick<Context, "recalled">): string | undefined =>
  squareId(refs, "loyalty_account") ?? recalled["member"]?.vendorId;

/** Asks for the account of a phone, or of a customer. */
export const searchBy = (query: unknown, context: Pick<Context, "settings">): VendorRequest =>
  search("/v2/loyalty/accounts/search", { query, limit: 1 }, context);

/** The request about the member's account where that is known, else the search for it. */
export function withAccount(
  member: Who,
  context: Context,
  request: (account: string) => VendorRequest,
): VendorRequest | Outcome {
  const account = accountOf(member, context);
  if (account !== undefined) return request(account);
  const customer = squareId(member.refs, "customer");
  if (customer !== undefined) return searchBy({ customer_ids: [customer] }, context);
  const phone = member.refs?.find(({ type }) => type === "phone")?.id;
  return phone === undefined
    ? blocked(
        "member_unknown",
        "The member has no ref to an account, a customer or a phone at Square, and was not enrolled by this connection: mend the message.",
      )
    : searchBy({ mappings: [{ phone_number: phone }] }, context);
}

/** Whether the answer is that of the search. */
export const isSearch = (member: Who, context: InterpretContext<SquareSettings>): boolean =>
  context.step === 0 && accountOf(member, context) === undefined;

/** The search's answer begets the request about the account. */
export function afterSearch(
  response: VendorResponse,
  request: (account: string) => VendorRequest,
): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const account = foundAccount(response);
  if (account === null) return inDoubt("unreadable_answer", "Square's list of accounts is not readable.");
  return account === undefined
    ? rejected("account_not_found", "Nobody with this customer id or phone has a loyalty account.")
    : next(request(account));
}

const Found = z.looseObject({
  loyalty_accounts: z.array(z.looseObject({ id: z.string().min(1) })).optional(),
});

/** The account that a search found; undefined where there is none, null where the answer is unreadable. */
export function foundAccount({ json }: VendorResponse): string | undefined | null {
  const read = Found.safeParse(json);
  return read.success ? read.data.loyalty_accounts?.[0]?.id : null;
}
