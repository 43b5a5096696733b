import type { QueueRole } from "../operations/broker.ts";
import { deadQueue, intakeQueue, journalQueue, ownerOf, quarantineQueue } from "../rabbitmq/names.ts";
import { intakeRoute } from "../route.ts";

const ofAll = { route: null, laneGroup: null, connection: null };

/** What is not of one route or group, and looks as if it were. */
const shared: ReadonlyMap<string, Omit<QueueRole, "name">> = new Map([
  [journalQueue, { ...ofAll, kind: "journal" }],
  [intakeQueue, { ...ofAll, kind: "intake" }],
  [quarantineQueue, { ...ofAll, kind: "quarantine" }],
  [deadQueue(intakeRoute), { ...ofAll, kind: "dead", route: intakeRoute }],
]);

/** What a declared queue is for; undefined for a name that none of ours has. */
export function queueRole(name: string): QueueRole | undefined {
  const known = shared.get(name);
  if (known) return { name, ...known };
  const owner = ownerOf(name);
  if (!owner) return undefined;
  const { kind, part, connection } = owner;
  return kind === "route"
    ? { name, kind: part, route: owner.name, laneGroup: null, connection }
    : { name, kind: part === "work" ? "lane" : "dead", route: null, laneGroup: owner.name, connection };
}
