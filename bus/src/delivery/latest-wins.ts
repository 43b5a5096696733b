import { entityKeyOf, entityVersionOf } from "@spindlebus/contracts";
import { blocked, superseded } from "../adapter/index.ts";
import { attempt } from "./attempt.ts";
import type { Attempt, Attempted } from "./attempted.ts";
import type { DeliveryPorts, VersionAsk } from "./ports.ts";

/** How long a state waits for another one of its entity: soon for one that is on its way, seldom for one that a person has to look at. */
const busyMs = (ageMs: number): number => Math.min(Math.max(1_000, ageMs / 4), 60_000);

/**
 * One try at a delivery whose older states are worthless. One state of an entity is sent at a time; while a call may still
 * land (its outcome is in doubt) the entity stays taken until the lease is over, or the late call could undo a newer one; and
 * while nobody knows whether a newer state was applied, an older one waits. (A repeat waits too, see `quietMs`: once it is
 * applied, no call of an earlier try can land.)
 */
export async function attemptNewest(current: Attempt, ports: DeliveryPorts): Promise<Attempted> {
  const { route, claim } = current;
  const doubt = claim.doubtMs !== undefined;
  const ask = askOf(current);
  if (!ask) return { outcome: blocked("noVersion", noVersion), doubt };
  const standing = await ports.versions.take(route.name, ask, route.policy.leaseMs);
  if (standing === "older") return { outcome: superseded("the vendor has a newer version"), doubt: false };
  if (standing === "busy") {
    return {
      outcome: { kind: "notYet", reason: "another version is on its way", delayMs: busyMs(claim.ageMs) },
      doubt,
    };
  }
  const attempted = await attempt(current, ports);
  const { kind } = attempted.outcome;
  if (kind === "applied" || kind === "unchanged")
    await ports.versions.finish(route.name, ask, { applied: true });
  else if (!mayStillLand(attempted)) await ports.versions.finish(route.name, ask, { applied: false });
  return attempted;
}

const noVersion =
  "The message says nothing of its version, so nobody can tell whether it is the newest. Its publisher must set the " +
  "CloudEvents extension entityversion, a number or an RFC 3339 time.";

const mayStillLand = ({ outcome, doubt }: Attempted): boolean => doubt || outcome.kind === "inDoubt";

function askOf({ route, token, data }: Attempt): VersionAsk | undefined {
  const { on } = route.operation;
  const version = entityVersionOf(on, { data, extensions: token.envelope.extensions });
  return version === undefined
    ? undefined
    : { messageId: token.envelope.id, key: entityKeyOf(on, data), version };
}
