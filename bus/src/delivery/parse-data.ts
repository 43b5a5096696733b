import { checkData, fingerprintOf } from "@spindlebus/contracts";
import { blocked, type Outcome } from "../adapter/index.ts";
import type { Route } from "../route.ts";
import type { Token } from "./token.ts";

/** The data of a message as its route's contract has it, or the outcome that says why it does not fit. */
export type ParsedData =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly outcome: Outcome };

/**
 * Reads and checks the message's data: what fitted when it was accepted may not fit a contract that has changed since. Where
 * the intake has checked these very bytes by the same contract, they are read only.
 */
export function parseData({ operation }: Route, { body, checkedBy }: Token): ParsedData {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  } catch {
    return {
      ok: false,
      outcome: blocked("notJson", "The message's data is not JSON. Edit it, or discard it."),
    };
  }
  if (checkedBy !== undefined && checkedBy === fingerprintOf(operation.on)) return { ok: true, data: json };
  const checked = checkData(operation.on, json);
  if (checked.ok) return { ok: true, data: checked.data };
  const [first] = checked.problem.errors;
  const where = first ? `${first.pointer} ${first.detail}` : checked.problem.detail;
  return {
    ok: false,
    outcome: blocked("contract", `The message no longer fits ${operation.on.type}: ${where}`),
  };
}
