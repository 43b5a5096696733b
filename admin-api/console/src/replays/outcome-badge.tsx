import { Badge } from "../parts/state.tsx";
import { outcomes } from "./outcomes.ts";

/** Where an item of a replay is. */
export function OutcomeBadge({ state }: { readonly state: string }) {
  const outcome = outcomes.find((each) => each.state === state);
  return <Badge tone={outcome?.tone ?? "none"}>{outcome?.words ?? state}</Badge>;
}
