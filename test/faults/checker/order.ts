import type { Effect, MessageRow, RouteFacts } from "./history.ts";
import type { Indexed } from "./ledger-of.ts";

type Placed = { readonly effect: Effect; readonly place: number };

/** Effects that came after one of a later place in the same order, with the reason, by route and reference. */
export function overtaken(index: Indexed): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of linesOf(index)) {
    let last: Placed | undefined;
    for (const placed of line) {
      if (last && placed.place < last.place) {
        const text = `effect ${placed.effect.n} came after that of ${last.effect.reference} on ${last.effect.route}`;
        found.set(`${placed.effect.route}\n${placed.effect.reference}`, text);
      } else {
        last = placed;
      }
    }
  }
  return found;
}

/** The effects that must be in order, one line for each key of a lane and each key of a `latestWins` route. */
function linesOf({ history, routeOf }: Indexed): readonly (readonly Placed[])[] {
  const byReference = Map.groupBy(history.messages, ({ reference }) => reference);
  const lines = new Map<string, Placed[]>();
  for (const effect of firstEffects(history.effects)) {
    const route = routeOf(effect.route);
    const message = byReference.get(effect.reference)?.find(({ routes }) => routes.includes(effect.route));
    if (!route || !message || route.order === "unordered") continue;
    const key = lineOf(route, message);
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    line.push({ effect, place: message.place });
  }
  return [...lines.values()];
}

const lineOf = (route: RouteFacts, { entity }: MessageRow): string =>
  `${route.order === "strict" ? (route.lane ?? route.name) : route.name}\n${entity}`;

/** A second effect is a duplicate, and told as that. */
function firstEffects(effects: readonly Effect[]): readonly Effect[] {
  const seen = new Set<string>();
  return effects.filter(({ route, reference }) => {
    const key = `${route}\n${reference}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
