import type { Envelope } from "@spindlebus/contracts";
import type { Token } from "../delivery/token.ts";
import { someOf } from "../delivery/token-heading.ts";

/** What is kept of a token beside its bytes. */
export type StoredEnvelope = Pick<Token, "envelope" | "routes" | "shadows" | "stored">;

/** The text of the column `envelope`: the envelope, its routes, and where its bytes are if not in the row. */
export const writeEnvelope = ({ envelope, routes, shadows, stored }: StoredEnvelope): string =>
  JSON.stringify({ ...envelope, routes, shadows: someOf(shadows), stored });

/** Reads what {@link writeEnvelope} wrote. */
export function readEnvelope(text: string): StoredEnvelope {
  const { routes, shadows, stored, ...envelope } = JSON.parse(text) as Envelope &
    Omit<StoredEnvelope, "envelope">;
  return { envelope, routes, ...(shadows && { shadows }), ...(stored && { stored }) };
}

/** With a route among those decided that was fed later, from the journal: a worker looks for its own name. */
export const naming = <Stored extends Pick<StoredEnvelope, "routes">>(
  route: string,
  stored: Stored,
): Stored => (stored.routes.includes(route) ? stored : { ...stored, routes: [...stored.routes, route] });
