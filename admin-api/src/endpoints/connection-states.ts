import type { AdminPorts } from "../ports.ts";
import type { ConnectionStates } from "./plan-views.ts";

type Asked = Pick<AdminPorts["operations"], "planState" | "pauses">;

/** How these connections are doing now. */
export async function connectionStates(
  { planState, pauses }: Asked,
  connections: Iterable<{
    readonly id: string;
    readonly limits: { readonly concurrency: number; readonly perSecond: number };
  }>,
): Promise<ConnectionStates> {
  const limits = new Map(Array.from(connections, (each) => [each.id, each.limits]));
  const [governors, left, paused] = await Promise.all([
    planState.governors(),
    planState.left(limits),
    pauses.list(),
  ]);
  return { governors, left, paused };
}
