import {
  applied,
  inDoubt,
  rejected,
  tellingRefusal,
  type Fact,
  type InterpretContext,
  type Json,
  type Next,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import type { DataOf, loyaltyAccrue, Value } from "@spindlebus/contracts";
import { z } from "zod";
import { changeAccount } from "./call.ts";
import { refusal } from "./errors.ts";
import { afterSearch, isSearch, withAccount } from "./loyalty-account.ts";
import { pointsRefused, type PointsFailed } from "./refused.ts";
import type { SquareSettings } from "./settings.ts";

/** A change of one account's points: the end of its path, and its body. */
export type PointsCall = { readonly path: "accumulate" | "adjust"; readonly body: Json };

type Asked = Pick<DataOf<typeof loyaltyAccrue>, "member" | "transaction">;

/** Tells a refusal by this contract, where a command asked for the change. */
export type Telling = { readonly asked: Asked; readonly failed: PointsFailed | undefined };

const Row = z.looseObject({
  id: z.string(),
  loyalty_account_id: z.string().optional(),
  accumulate_points: z.looseObject({ points: z.int() }).optional(),
  accumulate_promotion_points: z.looseObject({ points: z.int() }).optional(),
});

const Done = z
  .looseObject({ event: Row.optional(), events: z.array(Row).optional() })
  .transform(({ event, events = [] }) => (events.length > 0 || event === undefined ? events : [event]));

/** The call where the member's account is known, else the search for it. */
export function startPoints(
  call: PointsCall | Outcome,
  { asked, failed }: Telling,
  context: OperationContext<SquareSettings>,
): VendorRequest | Outcome {
  if (!("kind" in call))
    return withAccount(asked.member, context, (account) =>
      changeAccount(account, call.path, call.body, context),
    );
  return failed ? tellingRefusal(call, pointsRefused(failed, asked, context)) : call;
}

/**
 * The answer of the search begets the call; the answer of the call is the outcome. What happened to the points the webhook
 * `loyalty.event.created` alone tells, so that one fact has one source; that nothing happened, the refusal tells.
 */
export function readPoints(
  response: VendorResponse,
  call: PointsCall | Outcome,
  { asked, failed }: Telling,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  const outcome = "kind" in call ? call : answerOf(response, call, asked, context);
  return failed ? tellingRefusal(outcome, pointsRefused(failed, asked, context, response)) : outcome;
}

function answerOf(
  response: VendorResponse,
  call: PointsCall,
  { member, transaction }: Asked,
  context: InterpretContext<SquareSettings>,
): Outcome | Next {
  if (isSearch(member, context))
    return afterSearch(response, (account) => changeAccount(account, call.path, call.body, context));
  return changed(response, call, transaction.transactionId);
}

/** What the answer of a change says; of points that were given it is remembered how many, and to whom. */
export function changed(
  response: VendorResponse,
  { path }: Pick<PointsCall, "path">,
  transactionId: string,
): Outcome {
  if (response.status < 200 || response.status > 299) return refusal(response);
  const done = Done.safeParse(response.json);
  if (!done.success)
    return inDoubt("unreadable_answer", `Square answered ${response.status} without a readable event.`);
  const [row] = done.data;
  const remember = row && path === "accumulate" ? [accrualFact(transactionId, done.data)] : [];
  return applied({ reference: row?.id, remember });
}

const accrualKind = "accrual";

function accrualFact(transactionId: string, rows: readonly z.infer<typeof Row>[]): Fact {
  const given = rows.map((row) => row.accumulate_points ?? row.accumulate_promotion_points);
  const points = given.reduce((sum, each) => sum + (each?.points ?? 0), 0);
  const [row] = rows;
  const facts = { account: row?.loyalty_account_id ?? null, points };
  return { kind: accrualKind, id: transactionId, vendorId: row?.id ?? "", facts };
}

/** What to remember of points that were given by this transaction, by one of the operations that give. */
export const recallAccrual = (ids: readonly string[], writtenBy: string, entityKey: string) => ({
  kind: accrualKind,
  ids,
  writtenBy,
  entityKey,
  optional: true,
});

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
