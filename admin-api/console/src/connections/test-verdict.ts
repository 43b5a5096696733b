import type { components } from "../api/schema.gen.ts";
import type { Tone } from "../parts/state.tsx";

/** What a test of a connection found out. */
export type Found = components["schemas"]["ConnectionTest"];

/** A test in two words: that a vendor was reached says nothing of the credentials. */
export function verdictOf({
  reached,
  authenticated,
}: Pick<Found, "reached" | "authenticated">): readonly [words: string, tone: Tone] {
  if (!reached) return ["Not reached", "bad"];
  if (authenticated === null) return ["Reached", "none"];
  return authenticated ? ["Credentials taken", "good"] : ["Credentials refused", "bad"];
}
