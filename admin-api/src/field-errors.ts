import type { z } from "zod";
import type { FieldError } from "./problem.ts";

/** A wrong list of a thousand ids must not become an answer of a thousand lines. */
const mostErrors = 100;

/** Every fault that zod found, with its JSON Pointer below `base`; values are never quoted. */
export function fieldErrors(error: z.core.$ZodError, base = ""): readonly FieldError[] {
  return error.issues.flatMap((issue) => errorsOf(issue, base)).slice(0, mostErrors);
}

function errorsOf(issue: z.core.$ZodIssue, base: string): readonly FieldError[] {
  const pointer = base + issue.path.map((step) => `/${escaped(String(step))}`).join("");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escaped(key)}`,
      detail: "is not a known field",
    }));
  }
  if (issue.code === "invalid_union") {
    const [nearest] = issue.errors.toSorted((a, b) => distance(a) - distance(b));
    return nearest?.flatMap((inner) => errorsOf(inner, pointer)) ?? [{ pointer, detail: issue.message }];
  }
  return [{ pointer, detail: issue.message.endsWith("received undefined") ? "is required" : issue.message }];
}

/** Of several forms, the one whose fields were used is the one that was meant. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  const unknown = issues.filter(({ code, path }) => code === "unrecognized_keys" && path.length === 0).length;
  return unknown * mostErrors + issues.length;
}

/** RFC 6901 §3. Names come from the sender: cut to a length that can be read. */
const escaped = (step: string): string => step.slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
