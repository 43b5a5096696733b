import { getRouteApi } from "@tanstack/react-router";
import { useLive } from "../../api/live.ts";
import { useRead } from "../../api/queries.ts";
import { Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { isOver, type Replay } from "../../replays/outcomes.ts";
import { ratesOf } from "../../replays/rates.ts";
import { kindWords, purposeOf } from "../../replays/told.ts";
import { useSamples } from "../../replays/use-samples.ts";
import { About } from "./about.tsx";
import { Halted } from "./halted.tsx";
import { Items } from "./items.tsx";
import { PausedRoutes } from "./paused-routes.tsx";
import { RateChart } from "./rate-chart.tsx";
import { Scope } from "./scope.tsx";
import { Standing } from "./standing.tsx";
import { Steering } from "./steering.tsx";

const route = getRouteApi("/shell/replays/$id");

/** While it runs its numbers change all the time, also where no events come. */
const pollMs = ({ state }: Replay): number => (state === "running" ? 1_000 : 5_000);

/** One replay: how far it is, what became of each item, and what shall become of the rest. */
export function Screen() {
  const { id } = route.useParams();
  const isPaused = useLive().state === "paused";
  const read = useRead(
    "/api/v1/replays/{id}",
    { path: { id } },
    { everyMs: (replay) => (isPaused || !replay || isOver(replay) ? false : pollMs(replay)) },
  );
  if (read.data) return <Shown replay={read.data} readAtMs={read.dataUpdatedAt} />;
  return (
    <Page title="Replay">
      <Loaded of={read} rows={10}>
        {() => null}
      </Loaded>
    </Page>
  );
}

function Shown({ replay, readAtMs }: { readonly replay: Replay; readonly readAtMs: number }) {
  const samples = useSamples(replay, readAtMs);
  const { actor, createdAt, startAt, finishedAt, state, halt } = replay;
  const { words } = purposeOf(replay);
  return (
    <Page
      title={`Replay: ${words}`}
      heading={words}
      lead={
        <span className="row">
          <State state={state} {...(halt?.kind === "step" && { words: "Waits for you" })} />
          <span>
            {kindWords(replay)} by {actor}, {startAt === null ? "begun" : "made"} <Time at={createdAt} />
            {startAt !== null && (
              <>
                , {state === "scheduled" ? "begins" : "begun"} <Time at={startAt} />
              </>
            )}
            {finishedAt !== null && (
              <>
                , ended <Time at={finishedAt} />
              </>
            )}
          </span>
        </span>
      }
      actions={<Steering replay={replay} />}
    >
      <Scope replay={replay} />
      <Halted replay={replay} />
      <PausedRoutes replay={replay} />
      <Standing replay={replay} samples={samples} />
      {ratesOf(samples).some((rate) => rate > 0) && (
        <Section title="Rate">
          <RateChart samples={samples} />
        </Section>
      )}
      <Items replay={replay} />
      <About replay={replay} />
    </Page>
  );
}
