import { readJson } from "@spindlebus/contracts";
import type { Token } from "../delivery/token.ts";
import type { Choice, Routing } from "../routing/choice.ts";

/** Whether a message would have gone to a route, had it been there. */
export type Eligibility =
  | { readonly kind: "yes" }
  | { readonly kind: "no"; readonly why: string }
  /** As far as these roll-outs choose its connection. */
  | { readonly kind: "chosen"; readonly choices: readonly Choice[] };

/** What the configuration of today says of a message of the past: filters, roll-outs, shadows. Pure. */
export function eligible(route: string, { envelope, body, routes }: Token, routing: Routing): Eligibility {
  if (routes.includes(route))
    return no("it was decided for this route at the intake, and reconcile sees to it");
  const read = readJson(body, { bigIntegers: "reject" });
  const routed = routing({ ...envelope, data: read.ok ? read.value : undefined });
  if (routed.shadows.includes(route)) return no("on this route it would only be shown what would be sent");
  if (routed.routes.includes(route)) return { kind: "yes" };
  const choices = routed.choices.filter((choice) => [...choice.routes.values()].flat().includes(route));
  return choices.length > 0 ? { kind: "chosen", choices } : no("its connection does not serve this message");
}

const no = (why: string): Eligibility => ({ kind: "no", why });
