import { useRead } from "../api/queries.ts";
import type { SearchField } from "../parts/search-suggestions.ts";

const states = ["dead", "blocked", "inDoubt", "waiting", "queued", "running", "parked", "discarded"];

/** What failures can be searched by, with the values that this installation has. */
export function useSearchFields(): readonly SearchField[] {
  const routes = useRead("/api/v1/routes").data?.data ?? [];
  const contracts = useRead("/api/v1/contracts").data?.data ?? [];
  const indexed = Map.groupBy(
    contracts.flatMap(({ type, indexed: paths }) => paths.map((path) => ({ type, path }))),
    ({ path }) => path,
  );
  return [
    { name: "state", words: "how it stands; several with commas", values: states },
    { name: "route", words: "where it goes", values: routes.map(({ name }) => name) },
    {
      name: "connection",
      words: "the vendor's connection",
      values: [...new Set(routes.map(({ connection }) => connection))],
    },
    { name: "type", words: "the type of the message", values: contracts.map(({ type }) => type) },
    { name: "code", words: "the error code, or how it begins: card*" },
    { name: "attempts", words: "how often the vendor failed", values: [">1", ">3", ">=5", "1", "2..5"] },
    { name: "entityKey", words: "the business key" },
    ...[...indexed].map(([path, types]) => ({
      name: `payload.${path}`,
      words: types.length === 1 ? `in the data of ${types[0]?.type}` : `in the data of ${types.length} types`,
    })),
    { name: "reference", words: "an id of a vendor" },
    { name: "message", words: "the beginning of the message's id" },
    { name: "group", words: "a failure group, or none", values: ["none"] },
    { name: "from", words: "last failed since" },
    { name: "to", words: "last failed before" },
    { name: "day", words: "accepted on this day (UTC)" },
  ];
}
