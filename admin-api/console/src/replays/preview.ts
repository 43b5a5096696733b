import { useQuery } from "@tanstack/react-query";
import { api, bodyOf } from "../api/client.ts";
import type { Problem } from "../api/problem.ts";
import { read } from "../api/queries.ts";
import type { components } from "../api/schema.gen.ts";
import { type ReplayScope, selectionOf } from "./scope.ts";

/** What a replay would do now. */
export type Preview = components["schemas"]["ReplayPreview"];

/** A failure, as lists show it. */
export type Failure = components["schemas"]["Failure"];

type Asked = { readonly dryRun: boolean; readonly enabled: boolean };

/** Asked once, when it is wanted: with a dry run it reads every message, and that is audited. */
export function usePreview(scope: ReplayScope, { dryRun, enabled }: Asked) {
  const selection = "ids" in scope ? selectionOf(scope, { count: 0 }) : { filter: scope.filter };
  return useQuery<Preview, Problem>({
    queryKey: ["preview", selection, dryRun],
    queryFn: ({ signal }) =>
      bodyOf(api.POST("/api/v1/replays/preview", { body: { selection, dryRun }, signal })),
    enabled,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

const sampleSize = 5;

/** Some of the failures that are meant. */
export function useSample(scope: ReplayScope, enabled: boolean) {
  return useQuery<readonly Failure[], Problem>({
    queryKey: ["sample", scope],
    queryFn: ({ signal }) => ("ids" in scope ? named(scope.ids, signal) : found(scope.filter, signal)),
    enabled,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

const named = (ids: readonly string[], signal: AbortSignal) =>
  Promise.all(ids.slice(0, sampleSize).map((id) => read("/api/v1/failures/{id}", { path: { id } }, signal)));

const found = async (filter: object, signal: AbortSignal) =>
  (await read("/api/v1/failures", { query: { ...filter, limit: sampleSize } }, signal)).data;
