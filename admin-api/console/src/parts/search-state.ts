/** Keeps of a query what a screen knows, as texts; whatever else an address carries is left alone and unused. */
export const queryOf =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { readonly [Key in Name]?: string | undefined } =>
    Object.fromEntries(
      names.flatMap((name) =>
        typeof search[name] === "string" && search[name] !== "" ? [[name, search[name]]] : [],
      ),
    ) as { readonly [Key in Name]?: string | undefined };

/** Addresses are plain `name=value`, so that people can read and write them. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    typeof value === "string" && value !== "" ? [[name, value]] : [],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === "" ? "" : `?${text}`;
}
