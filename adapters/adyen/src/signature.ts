import { isRecord } from "@spindlebus/contracts";

/**
 * The text that an item of a standard webhook is signed over: eight of its values, joined by colons, nothing escaped
 * (docs.adyen.com, "Verify HMAC signatures"). Undefined where it is no item, or where a colon in another value than
 * the merchant's reference would let one text stand for two items.
 */
export function signedText(item: unknown): string | undefined {
  if (!isRecord(item) || !isRecord(item["amount"])) return undefined;
  const { value, currency } = item["amount"];
  const before = [item["pspReference"], item["originalReference"], item["merchantAccountCode"]];
  const after = [value, currency, item["eventCode"], item["success"]];
  const reference = textOf(item["merchantReference"]);
  const others = [...before, ...after].map(textOf);
  if (reference === undefined || others.some((text) => text === undefined || text.includes(":")))
    return undefined;
  return [...others.slice(0, 3), reference, ...others.slice(3)].join(":");
}

/** A value as it stands in the signed text; what is missing is empty. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
