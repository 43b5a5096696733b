import { upcastUnchecked } from "@spindlebus/contracts";
import type { AnyOperation } from "../adapter/index.ts";
import type { Token } from "./token.ts";

/** The JSON value of a body; not ok where it is none. */
export function jsonOf(
  body: Uint8Array,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/**
 * A message's data in the version that an operation takes, unchecked: enough to find its lane or its account.
 * @throws where they are no JSON, or no data of that version can be made of them
 */
export function uncheckedData({ envelope, body }: Token, { on }: Pick<AnyOperation, "on">): unknown {
  const json = jsonOf(body);
  if (!json.ok) throw new Error("the data is not JSON");
  return upcastUnchecked(on, envelope.type, json.value);
}
