import { useMutation } from "@tanstack/react-query";
import { act } from "../../api/act.ts";
import { newKey } from "../../api/open-keys.ts";
import { problemOf, type Problem } from "../../api/problem.ts";
import type { components } from "../../api/schema.gen.ts";
import { faultInData, saidOf, type Draft, type Fault } from "../../messages/edit.ts";

/** What the admin API says of an edit. */
export type Preview = components["schemas"]["RevisionPreview"];

/** A check of a text: what is wrong with it, or what it would change and send. */
export type Checked =
  | { readonly of: string; readonly faults: readonly Fault[] }
  | { readonly of: string; readonly preview: Preview };

/** Asks the admin API what it says of an edit; nothing is kept or sent. */
export function useCheck(id: string) {
  return useMutation<Checked, Problem, { readonly draft: Draft; readonly dryRun: boolean }>({
    mutationFn: ({ draft, dryRun }) =>
      check(id, draft, dryRun).catch((error: unknown) => Promise.reject(problemOf(error))),
  });
}

async function check(id: string, draft: Draft, dryRun: boolean): Promise<Checked> {
  const said = saidOf(draft);
  if (!said.ok) return { of: draft.text, faults: said.faults };
  const path = `failures/${encodeURIComponent(id)}/revisions/preview`;
  try {
    const { body } = await act(
      { method: "POST", path, body: `{${said.members},"dryRun":${dryRun}}` },
      newKey(),
    );
    return { of: draft.text, preview: body as Preview };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status !== 422 || problem.errors.length === 0) throw problem;
    return { of: draft.text, faults: problem.errors.map((fault) => faultInData(fault, said.operations)) };
  }
}
