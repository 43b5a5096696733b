import { wrongUsage } from "./failure.ts";
import { filterOf, type FilterOptions } from "./failure-answers.ts";

/** What a replay or its preview is asked for, as the admin API takes it. */
export type AskedSelection =
  | { readonly ids: readonly string[] }
  | { readonly filter: Readonly<Record<string, string>> };

/** The failures that the options choose. @throws CommandFailure where they choose none, or in two ways */
export function selectionOf(options: FilterOptions & { readonly ids?: readonly string[] }): AskedSelection {
  const filter = filterOf(options);
  if ((options.ids === undefined) === (Object.keys(filter).length === 0))
    throw wrongUsage("Say which failures: either --ids, or a filter such as --group or --route.");
  return options.ids ? { ids: options.ids } : { filter };
}
