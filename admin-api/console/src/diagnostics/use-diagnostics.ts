import { useEffect, useRef } from "react";
import type { Problem } from "../api/problem.ts";
import { queryClient, useRead, type Answer } from "../api/queries.ts";

/** One thing that Spindle rests on, and whether it is well. */
export type Check = Answer<"/api/v1/diagnostics">["checks"][number];

const calmMs = 15_000;
const troubledMs = 3_000;

type Found = {
  readonly data: { readonly checks: readonly Check[] } | undefined;
  readonly error: Problem | null;
};

const isTroubled = ({ data, error }: Found): boolean =>
  error !== null || vitals(data?.checks ?? []).some(({ ok }) => !ok);
const everyMsOf = (found: Found): number => (isTroubled(found) ? troubledMs : calmMs);

/** How everything is that Spindle rests on; asked often while something is not well. When that heals, everything is read anew. */
export function useDiagnostics() {
  const diagnostics = useRead(
    "/api/v1/diagnostics",
    {},
    { everyMs: (data, error) => everyMsOf({ data, error }) },
  );
  const isDown = isTroubled(diagnostics);
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && !isDown) void queryClient.invalidateQueries();
    wasDown.current = isDown;
  }, [isDown]);
  return { ...diagnostics, isDown, everyMs: everyMsOf(diagnostics) };
}

/** Without these nothing goes on. */
export const vitals = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ name }) => name === "database" || name === "broker");
