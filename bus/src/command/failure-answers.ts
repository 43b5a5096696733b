import { z } from "zod";

/** A failure as the admin API shows it. */
export const FailureAnswer = z.looseObject({
  id: z.string(),
  messageId: z.string(),
  type: z.string().nullish(),
  route: z.string(),
  state: z.string(),
  attempts: z.int(),
  error: z.looseObject({ code: z.string(), message: z.string(), runbook: z.string().optional() }).nullish(),
  groupId: z.string().nullish(),
  entityKey: z.string().nullish(),
  firstFailedAt: z.string().nullish(),
  lastFailedAt: z.string().nullish(),
  nextAttemptAt: z.string().nullish(),
  reason: z.string().nullish(),
  vendorReference: z.string().nullish(),
  lane: z.object({ id: z.string(), head: z.string(), behind: z.int() }).nullish(),
});

/** The options that choose failures, as the admin API calls them. */
export type FilterOptions = {
  readonly state?: string | undefined;
  readonly route?: string | undefined;
  readonly connection?: string | undefined;
  readonly type?: string | undefined;
  readonly group?: string | undefined;
  readonly ofGroups?: string | undefined;
  readonly entityKey?: string | undefined;
  readonly reference?: string | undefined;
  readonly code?: string | undefined;
  readonly attempts?: string | undefined;
  readonly payloadValue?: string | undefined;
  readonly day?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
};

const filterNames: readonly (keyof FilterOptions)[] = [
  "state",
  "route",
  "connection",
  "type",
  "group",
  "ofGroups",
  "entityKey",
  "reference",
  "code",
  "attempts",
  "day",
  "from",
  "to",
  "q",
];

/** The filter alone, without what is not set. */
export const filterOf = (options: FilterOptions): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    filterNames.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  ),
  ...(options.payloadValue !== undefined && { payload: options.payloadValue }),
});

/** A filter and a page as a query string. */
export function filterQuery(
  options: FilterOptions,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): string {
  const query = new URLSearchParams({ ...filterOf(options), limit: String(limit) });
  if (cursor !== undefined) query.set("cursor", cursor);
  return query.toString();
}
