import type { Envelope } from "@spindlebus/contracts";
import type { Token } from "../delivery/token.ts";

/** What is kept of a token beside its bytes. */
export type StoredEnvelope = Pick<Token, "envelope" | "routes" | "stored">;

/** The text of the column `envelope`: the envelope, its routes, and where its bytes are if not in the row. */
export const writeEnvelope = ({ envelope, routes, stored }: StoredEnvelope): string =>
  JSON.stringify({ ...envelope, routes, stored });

/** Reads what {@link writeEnvelope} wrote. */
export function readEnvelope(text: string): StoredEnvelope {
  const { routes, stored, ...envelope } = JSON.parse(text) as Envelope & Omit<StoredEnvelope, "envelope">;
  return { envelope, routes, ...(stored && { stored }) };
}
