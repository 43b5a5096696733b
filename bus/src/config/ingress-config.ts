import { z } from "zod";
import { rateOf, type Rate } from "../ingress/rates.ts";

/** Events a second in the long run, and how many at once: a second's worth if it is not said. */
export const rateFields = {
  ratePerSecond: z.number().positive().max(1_000_000).exactOptional(),
  burst: z.int().min(1).max(1_000_000).exactOptional(),
};

/** The shape of `ingress` in a configuration. */
export const Ingress = z.strictObject({
  /** The rate of every producer whose token does not carry its own. */
  ...rateFields,
});

/** Who may publish, and how much. */
export type IngressConfig = z.infer<typeof Ingress>;

/** What the ingress works by. */
export type IngressPlan = {
  readonly rate: Rate | undefined;
};

/** Checks what the shape alone does not say, and makes it ready; what is wrong is added to the faults. */
export function planIngress(config: IngressConfig, faults: string[]): IngressPlan {
  if (config.burst !== undefined && config.ratePerSecond === undefined)
    faults.push("ingress.burst: there is no ratePerSecond that it belongs to.");
  return { rate: rateOf(config) };
}

/** The keys known at a path below `ingress`. */
export function ingressKeysAt(_path: readonly PropertyKey[]): readonly string[] {
  return Object.keys(Ingress.shape);
}
