import type { Inspected, Once } from "../rabbitmq/inspect.ts";
import { journalQueue, ownerOf } from "../rabbitmq/names.ts";
import type { RoutedType } from "../rabbitmq/topology.ts";

/** A conflict between what is and what is declared: what, why, and whether a migration resolves it. */
type Conflict = { readonly text: string; readonly migratable: boolean };

/**
 * Refuses what cannot be done without losing messages or their order.
 * @throws Error that names each place, what is the matter with it, and the next step
 */
export function refuseWhatWouldLose(
  found: readonly Inspected[],
  routes: readonly RoutedType[],
  migrate: boolean,
): void {
  const conflicts = found.flatMap((each) => conflictOf(each, routes) ?? []);
  const standing = migrate ? conflicts.filter(({ migratable }) => !migratable) : conflicts;
  if (standing.length === 0) return;
  const byHand = standing.some(({ migratable }) => !migratable);
  throw new Error(
    [
      "The topology was not applied: RabbitMQ cannot change what exists, and deleting it could lose messages.",
      ...standing.map(({ text }) => `  - ${text}`),
      byHand ? nextByHand : nextMigrate,
    ].join("\n"),
  );
}

/** What to do about what a migration resolves. */
export const nextMigrate = `Stop workers, recorders and schedulers (publishing may go on), then run "spindle topology apply --migrate": it moves the messages over.`;
/** What to do about what it does not. */
export const nextByHand = `An exchange or the journal cannot be moved. Delete it by hand once nothing needs it ("rabbitmqctl delete_queue ${journalQueue}" loses what "spindle reconcile" reads; an exchange goes by the management page), then run "spindle topology apply" again.`;

/** Whether it can be replaced without losing what is in it. */
export const isMigratable = ({ kind, name }: Once): boolean => kind === "queue" && name !== journalQueue;

function conflictOf(
  { kind, name, state, difference, messages }: Inspected,
  routes: readonly RoutedType[],
): Conflict | undefined {
  const waiting = messages === undefined ? "" : ` (${messages} messages wait in it)`;
  const what = `${kind} ${name}${waiting}`;
  switch (state) {
    case "differs":
      return {
        text: `${what}: ${difference ?? "it differs"}`,
        migratable: isMigratable({ kind, name }),
      };
    case "moving":
      return {
        text: `${what}: a migration of it was cut off; the rest waits in its sibling`,
        migratable: true,
      };
    case "unwanted": {
      const order = orderAtStake(name, routes);
      return order === undefined ? undefined : { text: `${what}: ${order}`, migratable: true };
    }
    case "exists":
    case "missing":
      return undefined;
  }
}

/** Why newer deliveries would overtake older ones, if the queue were left alone. */
function orderAtStake(queue: string, routes: readonly RoutedType[]): string | undefined {
  const { kind, name, part } = ownerOf(queue) ?? {};
  if (part !== "work") return undefined;
  if (kind === "lane") return "its lane group is gone, and deliveries stand in its lanes";
  const isLaned = routes.some(({ route, laneGroup }) => route === name && laneGroup !== undefined);
  return isLaned ? "its route belongs to a lane group now, and what waits here is older" : undefined;
}
