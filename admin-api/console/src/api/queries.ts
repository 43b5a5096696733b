import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { FetchResponse } from "openapi-fetch";
import type { PathsWithMethod } from "openapi-typescript-helpers";
import { api, bodyOf } from "./client.ts";
import { problemOf, type Problem } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

/** What can be read: the paths of the admin API that have a GET. */
export type ReadPath = PathsWithMethod<paths, "get">;

type Get<Path extends ReadPath> = paths[Path] extends {
  get: infer Operation extends Record<string | number, unknown>;
}
  ? Operation
  : never;

/** What a path answers, by its name: `Answer<"/api/v1/failures">`. */
export type Answer<Path extends ReadPath> = NonNullable<
  FetchResponse<Get<Path>, object, "application/json">["data"]
>;

/** Parameters of a read; undefined ones are left out. */
export type Params = {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
};

type ReadOptions<Data> = {
  /** Nothing is asked until this holds. */
  readonly enabled?: boolean;
  /** Shows the former answer while another page or filter loads; the caller shows that it does (`isPlaceholderData`). */
  readonly keepFormer?: boolean;
  /** Asked again after so long, where no event tells of changes. */
  readonly everyMs?: number | ((data: Data | undefined, error: Problem | null) => number | false);
};

/** One read of the admin API. */
export async function read<Path extends ReadPath>(
  path: Path,
  params: Params = {},
  signal?: AbortSignal,
): Promise<Answer<Path>> {
  const get = api.GET as (path: string, init: unknown) => Promise<{ data?: Answer<Path> }>;
  return bodyOf(get(path, { params, ...(signal && { signal }) }));
}

/** The key of a read in the cache; its first part is the path, by which events make it stale. */
export const keyOf = (path: ReadPath, params: Params = {}) => [path, params] as const;

/** Reads, and reads again when an event says that it changed. The error is a {@link Problem}. */
export function useRead<Path extends ReadPath>(
  path: Path,
  params: Params = {},
  { enabled = true, keepFormer = false, everyMs }: ReadOptions<Answer<Path>> = {},
): UseQueryResult<Answer<Path>, Problem> {
  return useQuery<Answer<Path>, Problem>({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => read(path, params, signal),
    enabled,
    ...(keepFormer && { placeholderData: keepPreviousData }),
    ...(everyMs !== undefined && {
      refetchInterval:
        typeof everyMs === "number" ? everyMs : ({ state }) => everyMs(state.data, state.error),
    }),
  });
}

/** The cache of what was read. An outage is asked again by the screens that show it; a refusal is final. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => problemOf(error).isOutage && count < 2,
      retryDelay: 1_000,
    },
  },
});
