import { Link } from "@tanstack/react-router";
import { Facts } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";
import { groupOf, type Recipe } from "../../recipes/recipe.ts";

/** What is known of a recipe in short. */
export function RecipeFacts({ recipe }: { readonly recipe: Recipe }) {
  const { types, delicate, activeUntil, stoodDown, expiresAt, decision, replay, finishedAt, state } = recipe;
  const group = groupOf(recipe);
  return (
    <Facts
      facts={[
        [
          "Group",
          group && (
            <Link to="/failures/$groupId" params={{ groupId: group }}>
              Open the group
            </Link>
          ),
        ],
        ["Messages", types.join(", ") || undefined],
        ["Personal places it changes", delicate.length === 0 ? "none" : <code>{delicate.join(", ")}</code>],
        [
          "Waits for a second person until",
          state === "proposed" && expiresAt !== null ? <Time at={expiresAt} /> : undefined,
        ],
        ["Decided", decision ? decidedWords(decision) : undefined],
        ["Goes on until", activeUntil === null ? undefined : <Time at={activeUntil} />],
        ["Takes nothing new", stoodDown ?? undefined],
        [
          "Runs as",
          replay === null ? undefined : (
            <Link to="/replays/$id" params={{ id: replay }}>
              Open the replay
            </Link>
          ),
        ],
        ["Ended", finishedAt === null ? undefined : <Time at={finishedAt} />],
      ]}
    />
  );
}

const decidedWords = ({ by, at, reason }: NonNullable<Recipe["decision"]>) => (
  <>
    by {by}, <Time at={at} />: {reason}
  </>
);
