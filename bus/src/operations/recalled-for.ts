import type { Fact } from "../adapter/index.ts";
import type { Memory } from "../delivery/ports.ts";
import { guarded } from "../delivery/guarded.ts";
import { parseData } from "../delivery/parse-data.ts";
import type { Token } from "../delivery/token.ts";
import type { Route } from "../route.ts";

/** What the adapter's memory has now for a message on a route; what it does not have, or nobody can ask for, is left out. */
export async function recalledFor(
  route: Route,
  message: Pick<Token, "envelope" | "body">,
  memory: Memory,
): Promise<Readonly<Record<string, Fact>>> {
  const parsed = parseData(route, message);
  if (!parsed.ok) return {};
  const wanted = guarded("recall", () => route.operation.recall?.(parsed.data) ?? {});
  const facts: Record<string, Fact> = {};
  for (const [name, each] of wanted.ok ? Object.entries(wanted.value) : []) {
    const found = await memory.recall(route.connection.id, each);
    if (found.kind === "found") facts[name] = found.fact;
  }
  return facts;
}
