import type { Indexed } from "./ledger-of.ts";
import type { Judged } from "./verdict.ts";

/** Effects that nobody asked for: their message was never accepted, or was not decided for that route. */
export function phantoms({ history, routeOf }: Indexed): readonly Judged[] {
  const asked = new Set(
    history.messages.flatMap(({ reference, routes }) => routes.map((route) => `${route}\n${reference}`)),
  );
  return history.effects
    .filter(({ route, reference }) => routeOf(route) && !asked.has(`${route}\n${reference}`))
    .map(({ n, route, reference }) => ({
      messageId: "",
      reference,
      route,
      verdict: "PHANTOM",
      because: `effect ${n} belongs to no accepted message of this route`,
    }));
}
