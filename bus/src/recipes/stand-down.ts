import { fingerprintOf, type ContractRegistry } from "@spindlebus/contracts";
import { usualStopRule } from "../operations/replay-care.ts";
import type { Route } from "../route.ts";

/** Of so many that ended last the share is taken: an upstream that errs in a new way is not hidden by a good past. */
export const mostJudged = 50;
const fewestJudged = 10;
const { failureShare: mostFailed = 1 } = usualStopRule;

/** What an active recipe is looked at by. */
export type RecipeStanding = {
  /** {@link codeOf} when it was proposed, and now. */
  readonly codeThen: string;
  readonly codeNow: string;
  /** Of those of its members that ended last: how many, and how many of them failed again or are in doubt. */
  readonly ended: number;
  readonly failed: number;
};

/** Why a recipe takes no new failures any more, in words; undefined where it goes on. */
export function whyStandDown({ codeThen, codeNow, ended, failed }: RecipeStanding): string | undefined {
  if (codeThen !== codeNow) return `it was made for ${codeThen}, and there is ${codeNow} now`;
  if (ended < fewestJudged || failed / ended <= mostFailed) return undefined;
  return `${failed} of the last ${ended} failed again (${Math.round((failed / ended) * 100)} %)`;
}

/**
 * What mends and sends the failures of a route, as a text that is another where adapter or contracts are: other code may want
 * other data, and nobody has looked at those.
 */
export function codeOf(
  route: Route | undefined,
  types: readonly string[],
  registry: ContractRegistry,
): string {
  if (!route) return "no such route";
  const { name, version } = route.connection.adapter;
  const wanted = [...new Set([...types, route.operation.on.type])].toSorted();
  const contracts = wanted.map((type) => `${type} ${fingerprintAt(registry, type)}`);
  return [`${name} ${version}`, ...contracts].join(", ");
}

function fingerprintAt(registry: ContractRegistry, type: string): string {
  const contract = registry.get(type);
  return contract ? `(${fingerprintOf(contract) ?? "any"})` : "(gone)";
}
