import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf, type Problem } from "../api/problem.ts";
import { read } from "../api/queries.ts";
import { Button } from "../parts/button.tsx";
import { Loaded } from "../parts/empty.tsx";
import { manyOf } from "../parts/words.ts";
import { Previewed } from "./previewed.tsx";
import type { Recipe, RecipePreview } from "./recipe.ts";

/** What a recipe would do now to what it has not looked at yet, once somebody asks: that takes up to 20 seconds. */
export function Trial({ recipe: { id, bill } }: { readonly recipe: Recipe }) {
  const [asked, setAsked] = useState(false);
  const trial = useQuery<RecipePreview, Problem>({
    // Its key is no path, so that no event asks again.
    queryKey: ["recipe trial", id],
    queryFn: ({ signal }) =>
      read("/api/v1/recipes/{id}/preview", { path: { id } }, signal).catch((error: unknown) =>
        Promise.reject(problemOf(error)),
      ),
    enabled: asked,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (!asked)
    return (
      <div className="row">
        <Button onClick={() => setAsked(true)}>Try it on {manyOf(bill.pending, "failure")}</Button>
        <span className="faint">Changes nothing, and takes up to 20 seconds.</span>
      </div>
    );
  return <Loaded of={trial}>{(preview) => <Previewed preview={preview} />}</Loaded>;
}
