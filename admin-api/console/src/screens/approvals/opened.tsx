import { Link } from "@tanstack/react-router";
import { Decide, type Decided } from "../../approvals/decide.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Facts } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { PatchView } from "../../recipes/patch-view.tsx";
import { decisionOf, scopeWords } from "../../recipes/recipe.ts";
import { Trial } from "../../recipes/trial.tsx";
import { WaitingEdit } from "./waiting-edit.tsx";
import { proposalOf, type Waiting } from "./waiting.ts";

type OpenedProps = { readonly waiting: Waiting; readonly onClose: () => void };

/** One thing that waits: what it changes, and the two answers to it. */
export function Opened({ waiting, onClose }: OpenedProps) {
  const { author, reason, delicate, expiresAt } = proposalOf(waiting);
  const activeUntil = waiting.kind === "recipe" ? waiting.recipe.activeUntil : null;
  return (
    <Dialog
      title={waiting.kind === "edit" ? `Edit ${waiting.edit.n} of a failure` : "Recipe over many failures"}
      shape="drawer"
      onClose={onClose}
      footer={<Decide of={decidedOf(waiting)} onDone={onClose} />}
    >
      <Facts
        facts={[
          ["By", author],
          ["Why", reason],
          ["Runs out", expiresAt === null ? undefined : <Time key="until" at={expiresAt} />],
          ["Goes on until", activeUntil === null ? undefined : <Time key="active" at={activeUntil} />],
          [
            "Personal places",
            delicate.length === 0 ? undefined : <code key="places">{delicate.join(", ")}</code>,
          ],
        ]}
      />
      {waiting.kind === "edit" ? <WaitingEdit edit={waiting.edit} /> : <RecipeOf recipe={waiting.recipe} />}
    </Dialog>
  );
}

const decidedOf = (waiting: Waiting): Decided =>
  waiting.kind === "recipe"
    ? decisionOf(waiting.recipe)
    : {
        path: `failures/${encodeURIComponent(waiting.edit.id)}/revisions/${waiting.edit.n}`,
        author: waiting.edit.author,
        words: "the edit",
        effect: `The next replay of the failure sends it to ${waiting.edit.route} in this form.`,
      };

function RecipeOf({ recipe }: { readonly recipe: Extract<Waiting, { kind: "recipe" }>["recipe"] }) {
  return (
    <section className="stack-s" aria-label="What it changes">
      <h3>What it changes</h3>
      <p>{scopeWords(recipe)}</p>
      <PatchView recipe={recipe} />
      <h3>What it would do now</h3>
      <Trial recipe={recipe} />
      <p>
        <Link to="/recipes/$id" params={{ id: recipe.id }}>
          Open the recipe
        </Link>
      </p>
    </section>
  );
}
