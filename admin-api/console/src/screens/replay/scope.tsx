import { Link } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { manyOf } from "../../parts/words.ts";
import type { Replay } from "../../replays/outcomes.ts";
import { groupOf, selectionWords } from "../../replays/told.ts";

/** What was selected; of a group, by its title. */
export function Scope({ replay }: { readonly replay: Replay }) {
  const id = groupOf(replay);
  const group = useRead(
    "/api/v1/failure-groups/{id}",
    { path: { id: id ?? "" } },
    { enabled: id !== undefined },
  ).data;
  if (id === undefined || !group) return <p>{selectionWords(replay)}</p>;
  return (
    <p>
      {manyOf(replay.selected, "failure")} of {replay.routes.join(", ")}, group{" "}
      <Link to="/failures/$groupId" params={{ groupId: id }}>
        {group.title}
      </Link>
    </p>
  );
}
