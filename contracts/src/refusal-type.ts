import type { Contract } from "./define.ts";

/** Commands whose refusal has a step of its own, which names the command. */
const elsewhere: Readonly<Record<string, string>> = {
  "engagement.message.send.v1": "engagement.message.aborted.v1",
  "order.submit.v1": "order.rejected.v1",
};

/** The type of the message that tells of a refusal of such a command, where there is a contract of it; undefined of an event. */
export function refusalTypeOf({ kind, type }: Pick<Contract, "kind" | "type">): string | undefined {
  return kind === "command" ? (elsewhere[type] ?? type.replace(/\.(v\d+)$/, "_failed.$1")) : undefined;
}
