import { useQueries } from "@tanstack/react-query";
import { keyOf, read } from "../../api/queries.ts";
import { isOfFailures, views } from "./views.ts";

const path = "/api/v1/failures";
const counted = views.filter(isOfFailures);

/** The views with how many there are in each, where that is counted. */
export function useViewCounts() {
  const counts = useQueries({
    queries: counted.map(({ states }) => {
      const params = { query: { state: states, limit: 1 } };
      return {
        queryKey: keyOf(path, params),
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => read(path, params, signal),
      };
    }),
  });
  const countOf = (name: string) =>
    counts[counted.findIndex((view) => view.name === name)]?.data?.count.value;
  return views.map(({ name, words }) => ({ name, words, count: countOf(name) }));
}
