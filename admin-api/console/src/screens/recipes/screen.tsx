import { getRouteApi } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { stateWords } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { NewRecipe } from "./new-recipe.tsx";
import { RecipeList } from "./recipe-list.tsx";

const route = getRouteApi("/shell/recipes");

const states = [
  "all",
  "proposed",
  "approved",
  "running",
  "active",
  "done",
  "stopped",
  "rejected",
  "expired",
] as const;

/** Patches over many failures: all of them, or a new one for the group that the address names. */
export function Screen() {
  const { group } = route.useSearch();
  return group === undefined ? <Recipes /> : <NewRecipe key={group} groupId={group} />;
}

function Recipes() {
  const { state: asked, cursor } = route.useSearch();
  const state = states.find((each) => each === asked) ?? "all";
  const page = useRead(
    "/api/v1/recipes",
    { query: { ...(state !== "all" && { state }), cursor, limit: 50 } },
    { keepFormer: true, everyMs: 5_000 },
  );
  return (
    <Page
      title="Recipes"
      lead="One patch that mends many failures: tried on each first, approved where a second person has to, then sent as a replay."
    >
      <Tabs
        label="States"
        tabs={states.map((name) => ({ name, words: name === "all" ? "All" : stateWords(name) }))}
        param="state"
        value={state}
        clears={["cursor"]}
      />
      <Loaded of={page}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title={state === "all" ? "No recipe was written yet" : "No recipe is like this now"}>
              <p>
                When an upstream sends the same wrong thing a thousand times, open its failure group and
                choose “Repair recipe…” in the menu.
              </p>
            </Empty>
          ) : (
            <>
              <RecipeList recipes={data} />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
