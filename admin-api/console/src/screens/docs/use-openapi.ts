import { useQuery } from "@tanstack/react-query";
import { urlOf } from "../../api/base.ts";
import { Problem, problemOf } from "../../api/problem.ts";
import type { OpenApi } from "./openapi.ts";

/** The OpenAPI document of this installation; it changes with its version alone. */
export const useOpenApi = () =>
  useQuery<OpenApi, Problem>({
    queryKey: ["openapi.json"],
    queryFn: ({ signal }) =>
      fetch(urlOf("openapi.json"), { signal })
        .then(async (response) => {
          if (!response.ok) throw new Problem(response.status, {});
          return (await response.json()) as OpenApi; // as OpenAPI 3.1 says
        })
        .catch((error: unknown) => Promise.reject(problemOf(error))),
    staleTime: Infinity,
  });
