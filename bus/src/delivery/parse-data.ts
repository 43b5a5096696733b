import { readAs, type Misfit } from "@spindlebus/contracts";
import { blocked, type Blocked, type Outcome } from "../adapter/index.ts";
import type { StoredBody } from "../bodies/stored-body.ts";
import type { Unopened } from "../sealing/seals.ts";
import type { Route } from "../route.ts";
import type { Erased } from "./decide.ts";
import { jsonOf } from "./json-of.ts";
import type { Token } from "./token.ts";

/** The data of a message as its route's contract has it, or the outcome that says why it does not fit. */
export type ParsedData =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly outcome: Outcome | Erased };

/**
 * Reads and checks the message's data: what fitted when it was accepted may not fit a contract that has changed since. Where
 * the intake has checked these very bytes by the same contract, they are read only. A message of an older version is upcast,
 * whether the operation asks for such or has moved to a newer version since.
 */
export function parseData(
  { name, operation: { on } }: Pick<Route, "name" | "operation">,
  { envelope: { type }, body, checkedBy, stored, unopened }: Parsable,
): ParsedData {
  if (unopened) return { ok: false, outcome: unopenedOutcome(unopened) };
  if (stored && body.byteLength === 0) return { ok: false, outcome: blocked("bodyGone", goneText(stored)) };
  const json = jsonOf(body);
  if (!json.ok) return { ok: false, outcome: notJson };
  const read = readAs(on, type, json.value, checkedBy);
  return read.ok ? read : { ok: false, outcome: misfitOutcome(read.misfit, { name, type, on: on.type }) };
}

type Parsable = Pick<Token, "envelope" | "body" | "checkedBy" | "stored" | "unopened">;

function unopenedOutcome(unopened: Unopened): Outcome | Erased {
  switch (unopened) {
    case "erased":
      return { kind: "erased" };
    case "locked":
      return blocked("sealed", lockedText);
    case "damaged":
      return blocked("sealDamaged", damagedText);
  }
}

const lockedText =
  "The message's data are sealed, and none of this worker's master keys opens the key that they are sealed under. Give every " +
  "role the former master key as well (SPINDLE_MASTER_KEY_PREVIOUS), then replay.";
const damagedText =
  "The message's data are sealed and do not open: they were changed, are another message's, or their key is gone from the " +
  "database. Publish the message again under another id, and discard this one.";
const notJson = blocked("notJson", "The message's data is not JSON. Edit it, or discard it.");

type Reader = { readonly name: string; readonly type: string; readonly on: string };

/** A misfit in words: what refuses the message, where, and what to do. */
function misfitOutcome({ kind, type: by, pointer, reason }: Misfit, { name, type, on }: Reader): Blocked {
  const found = `${pointer && `/data${pointer} `}${reason}`;
  switch (kind) {
    case "data":
      return blocked("contract", `The message no longer fits ${by}: ${found}`);
    case "upcast":
      return blocked(
        "upcast",
        `The message is a ${type}, ${name} takes ${on}, and what the upcaster makes of it does not fit ${by}: ${found}. ` +
          `Edit the message, which stays a ${type}, or mend the upcaster; then replay.`,
      );
    case "upcaster":
      return blocked(
        "upcast",
        `The message is a ${type}, ${name} takes ${on}, and the upcaster to ${by} failed on it: ${found}. Mend the upcaster, then replay.`,
      );
    case "noWay":
      return blocked(
        "upcast",
        `The message is a ${type}, ${name} takes ${on}, and ${found}. Give ${by} an upcaster and replay, or discard the message.`,
      );
  }
}

const goneText = ({ ref, bytes }: StoredBody): string =>
  `The message's data, ${bytes} bytes, was stored under ${ref}, and is gone from there or damaged. Publish the message again ` +
  "with the same id and data, which restores it, then replay; or discard it.";
