import type { Effect, MessageRow, RouteFacts } from "./history.ts";
import type { Indexed } from "./ledger-of.ts";

type Placed = { readonly effect: Effect; readonly place: number };

/**
 * Effects that came after one of a later place in the same order, or past a delivery that is still open in its lane, with
 * the reason, by route and reference.
 */
export function overtaken(index: Indexed): ReadonlyMap<string, string> {
  const found = new Map<string, string>(passedOpenHeads(index));
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

const settled = ["applied", "unchanged", "superseded", "discarded"];

/** In a strict lane nothing is done behind a delivery that is neither settled nor skipped. */
function passedOpenHeads({ history, routeOf, deliveryOf, effectsOf }: Indexed): [string, string][] {
  const placed = history.messages.flatMap((message) =>
    message.routes.flatMap((name) => {
      const route = routeOf(name);
      return route?.order === "strict" ? [{ route, message, line: lineOf(route, message) }] : [];
    }),
  );
  return [...Map.groupBy(placed, ({ line }) => line).values()].flatMap((line) => {
    const open = line
      .filter(
        ({ message, route }) => !settled.includes(deliveryOf(message.id, route.name)?.state ?? "pending"),
      )
      .toSorted((a, b) => a.message.place - b.message.place)[0];
    if (!open) return [];
    const { place, reference } = open.message;
    return line
      .filter(
        ({ message, route }) => message.place > place && effectsOf(route.name, message.reference).length > 0,
      )
      .map(({ message, route }): [string, string] => [
        `${route.name}\n${message.reference}`,
        `it was done past ${reference}, which is not settled`,
      ]);
  });
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
