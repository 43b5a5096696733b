import type { Contract } from "./define.ts";
import type { Message } from "./message.ts";
import { valueAt } from "./pointer.ts";

/**
 * The version of the entity's state that a message carries, as text that sorts in the order of the versions: from its
 * extension `entityversion`, else from the path that the contract names. Undefined where there is none, or it is neither a
 * number nor an RFC 3339 time.
 */
export function entityVersionOf(
  contract: Pick<Contract, "entityVersion">,
  { data, extensions }: Pick<Message, "data" | "extensions">,
): string | undefined {
  const value =
    extensions["entityversion"] ??
    (contract.entityVersion === undefined ? undefined : valueAt(data, contract.entityVersion));
  return typeof value === "string" || typeof value === "number" ? sortable(String(value)) : undefined;
}

const decimal = /^0*(\d{1,30})(?:\.(\d{1,30}))?$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,30}))?(?:Z|[+-]\d\d:\d\d)$/i;

function sortable(version: string): string | undefined {
  const number = decimal.exec(version);
  if (number) return `n${(number[1] ?? "").padStart(30, "0")}.${withoutZeros(number[2])}`;
  const fraction = time.exec(version);
  const ms = Date.parse(version);
  if (!fraction || Number.isNaN(ms) || ms < 0) return undefined;
  // A Date has milliseconds; two updates within one differ in the digits after them.
  return `t${String(Math.floor(ms / 1_000)).padStart(12, "0")}.${withoutZeros(fraction[1])}`;
}

const withoutZeros = (digits = ""): string => digits.replace(/0+$/, "");
