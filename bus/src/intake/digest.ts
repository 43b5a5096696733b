import { hash } from "node:crypto";
import type { Publication } from "@spindlebus/contracts";

/** SHA-256 over type and data; white space and transport mode do not count, so a repeat in another mode is a repeat. */
export function digest({ type, data }: Pick<Publication, "type" | "data">): Uint8Array {
  return hash("sha256", `${type}\0${JSON.stringify(data) ?? ""}`, "buffer");
}
