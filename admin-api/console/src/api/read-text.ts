import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { ownHeader, urlOf } from "./base.ts";
import { Problem, problemOf } from "./problem.ts";

/** The text of an answer, digit for digit. `path` is below `/api/v1/`. The error is a {@link Problem}. */
export async function readText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await fetch(urlOf(`api/v1/${path}`), {
    headers: ownHeader,
    ...(signal && { signal }),
  });
  const text = await response.text();
  if (response.ok) return text;
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  throw new Problem(response.status, isJson ? JSON.parse(text) : {});
}

/** Reads a text, and reads it again when an event says that it changed. */
export function useText(path: string): UseQueryResult<string, Problem> {
  return useQuery<string, Problem>({
    queryKey: [`/api/v1/${path}`, "text"],
    queryFn: ({ signal }) =>
      readText(path, signal).catch((error: unknown) => Promise.reject(problemOf(error))),
  });
}
