import { useMutation } from "@tanstack/react-query";
import { act } from "../api/act.ts";
import { newKey } from "../api/open-keys.ts";
import { problemOf, type Problem } from "../api/problem.ts";
import { bodyOfDraft, type Draft } from "./draft.ts";
import type { NewRecipePreview } from "./recipe.ts";

/** Tries a patch on every member, when it is told to; keeps and sends nothing. */
export const useRecipePreview = () =>
  useMutation<NewRecipePreview, Problem, Draft>({
    mutationFn: (draft) =>
      act({ method: "POST", path: "recipes/preview", body: bodyOfDraft(draft) }, newKey()).then(
        ({ body }) => body as NewRecipePreview, // as the OpenAPI document says
        (error: unknown) => Promise.reject(problemOf(error)),
      ),
  });
