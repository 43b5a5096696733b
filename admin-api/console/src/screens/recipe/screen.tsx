import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead } from "../../api/queries.ts";
import { Decide } from "../../approvals/decide.tsx";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { kindWords, PatchView } from "../../recipes/patch-view.tsx";
import { decisionOf, isOver, scopeWords, type Recipe } from "../../recipes/recipe.ts";
import { Trial } from "../../recipes/trial.tsx";
import { Bill } from "./bill.tsx";
import { RecipeFacts } from "./recipe-facts.tsx";

const route = getRouteApi("/shell/recipes/$id");

/** One recipe: what it changes, who agreed, what it came to by now. */
export function Screen() {
  const { id } = route.useParams();
  const read = useRead(
    "/api/v1/recipes/{id}",
    { path: { id } },
    { everyMs: (recipe) => (recipe && isOver(recipe) ? false : 5_000) },
  );
  if (read.data) return <Shown recipe={read.data} />;
  return (
    <Page title="Recipe">
      <Loaded of={read}>{() => null}</Loaded>
    </Page>
  );
}

function Shown({ recipe }: { readonly recipe: Recipe }) {
  const { reason, state, author, createdAt, kind } = recipe;
  return (
    <Page
      title={`Recipe: ${reason}`}
      heading={reason}
      lead={
        <span className="row">
          <State state={state} />
          <span>
            by {author}, <Time at={createdAt} />
          </span>
        </span>
      }
      actions={<Acts recipe={recipe} />}
    >
      <p>{scopeWords(recipe)}</p>
      <RecipeFacts recipe={recipe} />
      <Section title={`The patch: ${kindWords(kind)}`}>
        <PatchView recipe={recipe} />
      </Section>
      {recipe.state === "proposed" && (
        <Section title="What it would do now">
          <Trial recipe={recipe} />
        </Section>
      )}
      <Bill bill={recipe.bill} />
    </Page>
  );
}

function Acts({ recipe }: { readonly recipe: Recipe }) {
  const [stops, setStops] = useState(false);
  const forbidden = useWhyNot("act-in-bulk");
  const over = isOver(recipe) ? "It is over." : undefined;
  return (
    <>
      {recipe.state === "proposed" && <Decide of={decisionOf(recipe)} />}
      <Button kind="danger" off={forbidden ?? over} onClick={() => setStops(true)}>
        Stop…
      </Button>
      {stops && (
        <ActDialog
          title="Stop the recipe"
          verb="Stop it"
          kind="danger"
          done="The recipe is stopped."
          act={(reason) => ({ method: "POST", path: `recipes/${recipe.id}/stop`, body: { reason } })}
          onClose={() => setStops(false)}
        >
          <p>
            Its replay is cancelled, and edits that nothing has sent yet are taken back. What was sent stays
            as it is. It cannot go on afterwards: propose another one.
          </p>
        </ActDialog>
      )}
    </>
  );
}
