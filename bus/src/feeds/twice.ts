import { milliseconds, type AnyOperation } from "../adapter/index.ts";

/** What the vendor makes of applied deliveries that are applied again, in words for a person. */
export function twiceWords(operation: AnyOperation): string {
  return `${effectWords(operation)}${orderWords(operation)}`;
}

/** An old one must not undo what came after it. */
function orderWords({ order, lane }: AnyOperation): string {
  if (order === "latestWins") return " An older state than the newest applied is superseded, and not sent.";
  if (lane)
    return " It goes at the end of its lane, after what came since: apply all again from the first that was lost on.";
  return "";
}

function effectWords(operation: AnyOperation): string {
  switch (operation.idempotency) {
    case "natural":
      return "It writes the same again, over whatever is there now.";
    case "key":
      return `It happens twice where the vendor still has it: within ${milliseconds(operation.key.validFor) / 3_600_000} h it would have recognised the old key, so each goes under a new one.`;
    case "probe":
      return "It happens twice where the vendor still has it: it is not asked first.";
    case "none":
      return "It happens twice where the vendor still has it: it recognises nothing.";
  }
}
