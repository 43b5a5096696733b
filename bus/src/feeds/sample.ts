import { unkeyedRequest } from "../delivery/dry-request.ts";
import { openGuard } from "../dry-run/guard.ts";
import type { StoredMessage } from "../operations/dry-run-store.ts";
import type { Route } from "../route.ts";

/** What the adapter would make of some of the messages; nothing was sent, and nothing it remembers was looked up. */
export type Sample = {
  readonly looked: number;
  readonly becomes: readonly { readonly what: string; readonly count: number }[];
};

/** How long the adapter may think about one message. */
const patienceMs = 250;

/** Runs the operation on messages of the past. */
export async function sampleOf(route: Route, messages: readonly StoredMessage[]): Promise<Sample> {
  const guard = openGuard({ patienceMs, isOver: () => false });
  const items = messages.map((message) => ({ route, message }));
  const made = await guard(items, ({ message }) => {
    const dry = unkeyedRequest(route, message, {});
    if (dry.kind === "request") return "would be sent";
    if (dry.kind === "skipped") return `its adapter skips it: ${dry.reason}`;
    return dry.kind === "threw" ? "its adapter fails" : `nothing would be sent: ${dry.outcome.kind}`;
  });
  const words = made.map((each) => (each.inTime ? each.value : "its adapter does not come to an end"));
  const counted = [...Map.groupBy(words, (what) => what)].map(([what, all]) => ({ what, count: all.length }));
  return { looked: words.length, becomes: counted.toSorted((a, b) => b.count - a.count) };
}
