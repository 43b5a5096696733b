import type { Context, MiddlewareHandler } from "hono";
import type { Clock } from "../delivery/ports.ts";
import { note, principalOf, type IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import { openRates, rateOf, type Allowance, type Rate } from "./rates.ts";

type RateLimitOptions = {
  readonly clock: Clock;
  /** Of producers without one of their own. */
  readonly rate?: Rate | undefined;
};

/**
 * Tells a limited producer how it stands, on every answer. `held` also refuses one that has used up its rate, before its
 * body is read; {@link spend} pays, once it is known how many events came.
 */
export function rateLimit({ clock, rate: fallback }: RateLimitOptions) {
  const allowanceOf = openRates({ clock });
  const toldOf = (c: Context<IngressEnv>): Allowance | undefined => {
    const principal = principalOf(c);
    const rate = rateOf(principal, fallback);
    const allowance = rate && allowanceOf(principal.id, rate);
    if (allowance) tell(c, allowance);
    return allowance;
  };
  const told: MiddlewareHandler<IngressEnv> = (c, next) => {
    toldOf(c);
    return next();
  };
  const held: MiddlewareHandler<IngressEnv> = async (c, next) => {
    const allowance = toldOf(c);
    if (allowance && allowance.waitMs(1) > 0) return refuse(c, allowance, "a request");
    c.set("allowance", allowance);
    return next();
  };
  return { told, held };
}

/** Pays for the events of a request; the answer to give where the producer's rate does not allow so many now. */
export function spend(c: Context<IngressEnv>, events: number): Response | undefined {
  const allowance = c.get("allowance");
  if (!allowance) return undefined;
  const counted = Math.max(1, events);
  const paid = allowance.take(counted);
  tell(c, allowance);
  return paid ? undefined : refuse(c, allowance, counted === 1 ? "1 event" : `${counted} events`, counted);
}

/** The one policy that a producer has; draft-ietf-httpapi-ratelimit-headers wants a name for it. */
const policy = '"producer"';

/** `RateLimit-Policy` and `RateLimit`, draft-ietf-httpapi-ratelimit-headers-10; a unit is an event. */
function tell(c: Context<IngressEnv>, allowance: Allowance): void {
  const { perSecond, burst } = allowance.rate;
  const { remaining, moreInMs } = allowance.standing();
  // A burst in the time that it takes to be whole again is the rate; the draft knows whole seconds only.
  c.header("RateLimit-Policy", `${policy};q=${burst};w=${Math.max(1, Math.ceil(burst / perSecond))}`);
  c.header("RateLimit", `${policy};r=${remaining}${moreInMs > 0 ? `;t=${secondsOf(moreInMs)}` : ""}`);
}

function refuse(c: Context<IngressEnv>, allowance: Allowance, came: string, events = 1): Response {
  const { perSecond, burst } = allowance.rate;
  const seconds = secondsOf(allowance.waitMs(events));
  const { remaining } = allowance.standing();
  c.header("Retry-After", String(seconds));
  note(c, { code: "rate-limited" });
  const detail =
    `This producer may publish ${perSecond} events a second, and ${burst} at once; ${came} came while ${remaining} were left. ` +
    `Nothing of it was stored: send it again under the same id after ${seconds} s. If that happens often, ask for a higher rate.`;
  return answerProblem(c, httpProblem("rate-limited", detail));
}

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));
