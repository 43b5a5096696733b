import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { PauseDialog } from "../../routes/pause-dialog.tsx";
import { PausedNote } from "../../routes/paused-note.tsx";
import { useRoutes } from "../../routes/use-routes.ts";
import { Warnings } from "../../routes/warnings.tsx";
import { Throughput } from "../../statistics/throughput.tsx";
import { Care } from "./care.tsx";
import { Standing } from "./standing.tsx";
import { Way } from "./way.tsx";

/** One route: how it stands, how it did, and how it takes care. */
export function Screen() {
  const { name } = useParams({ from: "/shell/routes/$name" });
  const { range, from, to } = useSearch({ from: "/shell/routes/$name" });
  const { routes, queues, rows } = useRoutes();
  const row = rows.find(({ route }) => route.name === name);
  const off = useWhyNot("act-in-bulk");
  const [isPausing, setPausing] = useState(false);
  const act = row?.route.paused?.through === "route" ? "resume" : "pause";
  return (
    <Page
      title={name}
      heading={
        <>
          {name} {row && <Warnings row={row} />}
        </>
      }
      lead={row?.route.summary}
      actions={
        row && (
          <>
            <Link to="/messages" search={{ view: "failed", route: name }} className="button">
              Its failures
            </Link>
            <Button
              kind={act === "resume" ? "primary" : "plain"}
              off={off ?? (row.route.configured ? undefined : "No configuration names it any more.")}
              onClick={() => setPausing(true)}
            >
              {act === "resume" ? "Resume…" : "Pause…"}
            </Button>
          </>
        )
      }
    >
      <Loaded of={routes} rows={8}>
        {() =>
          row ? (
            <>
              {row.route.paused && <PausedNote paused={row.route.paused} />}
              <Standing row={row} unseen={queues.error?.message} />
              <Throughput
                of={{ route: name }}
                isLaned={row.route.lane !== null}
                range={range}
                from={from}
                to={to}
              />
              <Care route={row.route} />
              <Way row={row} />
            </>
          ) : (
            <Empty title="No route has this name">
              <Link to="/routes">All routes</Link>
            </Empty>
          )
        }
      </Loaded>
      {isPausing && <PauseDialog of={{ kind: "routes", name }} act={act} onClose={() => setPausing(false)} />}
    </Page>
  );
}
