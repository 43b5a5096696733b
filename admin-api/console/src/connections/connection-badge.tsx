import { Badge } from "../parts/state.tsx";
import { connectionStates, type ConnectionState } from "./state.ts";

/** How a connection stands. */
export function ConnectionBadge({ state }: { readonly state: ConnectionState }) {
  const [words, tone] = connectionStates[state];
  return <Badge tone={tone}>{words}</Badge>;
}
