import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { useRead } from "../../api/queries.ts";
import type { GroupDetail } from "../../groups/group.ts";
import { PayloadPanel } from "../../messages/payload-panel.tsx";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { manyOf } from "../../parts/words.ts";
import { bodyOfDraft, faultOfDraft, newDraft, type Draft } from "../../recipes/draft.ts";
import { Previewed } from "../../recipes/previewed.tsx";
import type { NewRecipePreview } from "../../recipes/recipe.ts";
import { useRecipePreview } from "../../recipes/use-recipe-preview.ts";
import { DraftFields } from "./draft-fields.tsx";

/** A new recipe for a group: write the patch, try it on every failure, propose it. */
export function NewRecipe({ groupId }: { readonly groupId: string }) {
  const group = useRead("/api/v1/failure-groups/{id}", { path: { id: groupId } });
  return (
    <Page
      title="New recipe"
      lead={
        <>
          One patch over every failure of{" "}
          <Link to="/failures/$groupId" params={{ groupId }}>
            {group.data ? group.data.title.replace(/\.$/, "") : "the group"}
          </Link>
          . Nothing is kept or sent before you propose it.
        </>
      }
    >
      <Loaded of={group}>{(read) => <Form group={read} />}</Loaded>
    </Page>
  );
}

function Form({ group }: { readonly group: GroupDetail }) {
  const [draft, setDraft] = useState(() => newDraft(group.id));
  const preview = useRecipePreview();
  const isCurrent = preview.variables === draft;
  const forbidden = useWhyNot("edit");
  const fault = faultOfDraft(draft);
  return (
    <>
      <div className="recipe-columns">
        <Section title="The patch">
          <DraftFields draft={draft} onChange={setDraft} />
          <div className="row">
            <Button
              kind={isCurrent && preview.data ? "plain" : "primary"}
              off={forbidden ?? fault}
              busy={preview.isPending}
              onClick={() => preview.mutate(draft)}
            >
              Preview on {manyOf(group.count, "failure")}
            </Button>
            <Propose
              draft={draft}
              preview={isCurrent ? preview.data : undefined}
              onLookAgain={() => preview.mutate(draft)}
            />
          </div>
        </Section>
        <Section title="Data of one of them">
          {group.sample === null ? (
            <p className="faint">None is left in the group.</p>
          ) : (
            <PayloadPanel id={`${group.sample.messageId}:${group.route}`} />
          )}
        </Section>
      </div>
      {isCurrent && preview.error && <ProblemBox problem={preview.error} />}
      {isCurrent && preview.data && (
        <Section title="What it would do now">
          <Previewed preview={preview.data} />
        </Section>
      )}
    </>
  );
}

type ProposeProps = {
  readonly draft: Draft;
  readonly preview: NewRecipePreview | undefined;
  readonly onLookAgain: () => void;
};

function Propose({ draft, preview, onLookAgain }: ProposeProps) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const forbidden = useWhyNot("act-in-bulk");
  const off = forbidden ?? whyNotPropose(preview);
  return (
    <>
      <Button kind={preview ? "primary" : "plain"} off={off} onClick={() => setOpen(true)}>
        Propose…
      </Button>
      {isOpen && preview && (
        <ActDialog
          title="Propose the recipe"
          verb={preview.secondPerson ? "Propose it" : `Mend ${manyOf(preview.mended, "failure")}`}
          done={preview.secondPerson ? "It waits for a second person." : "The recipe has begun."}
          act={(reason) => ({
            method: "POST",
            path: "recipes",
            body: bodyOfDraft(draft, { seen: preview, reason }),
          })}
          onClose={() => setOpen(false)}
          onLookAgain={onLookAgain}
          onDone={({ location }) =>
            location !== undefined && void navigate({ to: "/recipes/$id", params: { id: location } })
          }
        >
          <p>
            {preview.secondPerson
              ? "A second person has to approve it; until then nothing is sent."
              : "Nobody else has to approve it: it mends them at once, and sends them as a replay that begins with a canary."}
          </p>
        </ActDialog>
      )}
    </>
  );
}

function whyNotPropose(preview: NewRecipePreview | undefined): string | undefined {
  if (!preview) return "Preview this patch first.";
  if (preview.selected === null)
    return "A recipe is over at most 10\u202f000 failures: discard or replay some first.";
  if (preview.mended === 0 && preview.cut === null) return "It mends none of them; the preview says why.";
  return undefined;
}
