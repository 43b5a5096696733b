import {
  applied,
  blocked,
  inDoubt,
  next,
  rejected,
  type InterpretContext,
  type Json,
  type Next,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { Member, Value } from "@spindlebus/contracts";
import { z } from "zod";
import { changeAccount } from "./call.ts";
import { refusal } from "./errors.ts";
import { accountOf, accountSearch, foundAccount } from "./loyalty-account.ts";
import type { SquareSettings } from "./settings.ts";

/** A change of one account's points: the end of its path, and its body. */
export type PointsCall = { readonly path: "accumulate" | "adjust"; readonly body: Json };

const Done = z
  .looseObject({
    event: z.looseObject({ id: z.string() }).optional(),
    events: z.array(z.looseObject({ id: z.string() })).optional(),
  })
  .transform(({ event, events }) => event?.id ?? events?.[0]?.id);

const callOf = (
  account: string,
  { path, body }: PointsCall,
  context: { readonly settings: SquareSettings },
) => changeAccount(account, path, body, context);

/** The call where the member's account is known, else the search for it. */
export function startPoints(
  member: Pick<Member, "refs">,
  call: PointsCall,
  context: OperationContext<SquareSettings>,
): VendorRequest | Outcome {
  const account = accountOf(member);
  if (account !== undefined) return callOf(account, call, context);
  const search = accountSearch(member, context);
  return (
    search ??
    blocked(
      "member_unknown",
      "The member has no ref to an account, a customer or a phone at Square: mend the message.",
    )
  );
}

/**
 * The answer of the search begets the call; the answer of the call is the outcome. What happened to the points the webhook
 * `loyalty.event.created` alone tells, so that one fact has one source.
 */
export function readPoints(
  response: VendorResponse,
  member: Pick<Member, "refs">,
  call: PointsCall,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (response.status < 200 || response.status > 299) return refusal(response);
  if (context.step === 0 && accountOf(member) === undefined) {
    const account = foundAccount(response);
    if (account === null) return inDoubt("unreadable_answer", "Square's list of accounts is not readable.");
    return account === undefined
      ? rejected("account_not_found", "Nobody with this customer id or phone has a loyalty account.")
      : next(callOf(account, call, context));
  }
  const done = Done.safeParse(response.json);
  if (!done.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable event.`);
  return applied({ reference: done.data });
}

/** So many points, where the values are nothing but whole points; Square counts nothing else. */
export function wholePoints(values: readonly Value[]): number | undefined {
  const [value, ...others] = values;
  if (!value || others.length > 0 || value.kind !== "points") return undefined;
  const points = Number(value.quantity);
  return /^-?\d+(\.0+)?$/.test(value.quantity) && Number.isSafeInteger(points) ? points : undefined;
}

/** What Square cannot be told. */
export const notPoints = (): Outcome =>
  rejected("not_points", "Square counts whole points of one kind and nothing else.");
