import { getRouteApi } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { stateWords } from "../../parts/state.tsx";
import { NewMenu } from "./new-menu.tsx";
import { ReplayList } from "./replay-list.tsx";

const route = getRouteApi("/shell/replays");

const states = ["all", "scheduled", "running", "paused", "halted", "completed", "cancelled"] as const;

/** Everything that is sent again, whoever began it and from where. */
export function Screen() {
  const { state = "all", cursor } = route.useSearch();
  const page = useRead(
    "/api/v1/replays",
    { query: { ...(state !== "all" && { state }), cursor } },
    { keepFormer: true, everyMs: 5_000 },
  );
  return (
    <Page
      title="Replays"
      lead="Everything that is sent again, whoever began it: here, by command, or by a rule."
      actions={<NewMenu />}
    >
      <Tabs
        label="States"
        tabs={states.map((name) => ({ name, words: name === "all" ? "All" : stateWords(name) }))}
        param="state"
        value={state}
        clears={["cursor"]}
      />
      <Loaded of={page} rows={10}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title={state === "all" ? "Nothing was replayed yet" : `No replay is ${state}`}>
              <p>A replay begins at a failure group, at messages, or here with “New…”.</p>
            </Empty>
          ) : (
            <>
              <ReplayList replays={data} />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
