import { Link } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { isOver, type Replay } from "../../replays/outcomes.ts";
import { PausedNote } from "../../routes/paused-note.tsx";

/** A replay that runs and does not move, because somebody has paused where it sends to. */
export function PausedRoutes({ replay }: { readonly replay: Replay }) {
  const routes = useRead("/api/v1/routes", {}, { enabled: !isOver(replay), everyMs: 15_000 }).data?.data;
  return routes?.map(
    ({ name, paused }) =>
      paused &&
      replay.routes.includes(name) && (
        <div key={name} className="stack-s">
          <p>
            Nothing is sent to{" "}
            <Link to="/routes/$name" params={{ name }}>
              {name}
            </Link>{" "}
            before it is resumed.
          </p>
          <PausedNote paused={paused} />
        </div>
      ),
  );
}
