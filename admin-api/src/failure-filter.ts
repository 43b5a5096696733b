import { z } from "@hono/zod-openapi";
import {
  attemptsOf,
  failureStates,
  indexedPaths,
  isDay,
  mergeFilters,
  noGroup,
  parseFailureQuery,
  parseGroupQuery,
  QueryFault,
  type FailureFilter,
  type GroupFilter,
  type PayloadValue,
} from "@spindlebus/bus/engine";
import type { ContractRegistry } from "@spindlebus/contracts";
import { ConnectionName, Instant, MessageType, RouteName, Text, Uuid } from "./fields.ts";

const State = z.enum(failureStates);

/** One state, several with commas between them, or a list. */
const States = z
  .union([z.string().transform((given) => given.split(",")), z.array(z.string())])
  .pipe(z.array(State).min(1).max(failureStates.length))
  .openapi({ type: "string", example: "dead,blocked", description: failureStates.join(", ") });

const Attempts = Text(20)
  .transform((given, context) => {
    const read = attemptsOf(given);
    if (typeof read !== "string") return read.attempts;
    context.addIssue(read);
    return z.NEVER;
  })
  .openapi({ type: "string", example: ">3", description: "3, >3, >=3, <3, <=3 or 2..5" });

const PayloadText = Text(500)
  .regex(/^[\w-]+(\.[\w-]+)*[:=]./, "is not <path>:<value>")
  .transform((given): PayloadValue => {
    const end = given.search(/[:=]/);
    return { path: given.slice(0, end), value: given.slice(end + 1) };
  });

const Payload = z
  .union([PayloadText.transform((one) => [one]), z.array(PayloadText).min(1).max(10)])
  .openapi({
    type: "string",
    example: "orderId:123",
    description: "Value at a path that a contract indexes.",
  });

/** Two hundred ids, as many as a page of groups has. */
const groupTermsMost = 8_000;

const OfGroups = Text(groupTermsMost)
  .transform((given, context): GroupFilter => {
    try {
      return parseGroupQuery(given);
    } catch (error) {
      if (!(error instanceof QueryFault)) throw error;
      context.addIssue(`at ${error.at}: ${error.message}`);
      return z.NEVER;
    }
  })
  .openapi({
    type: "string",
    example: "state:open,regressed route:stripe.refund",
    description: "Of the groups that these terms find: id, and what the list of groups is filtered by.",
  });

const Day = Text(10)
  .refine(isDay, "is not a day such as 2026-11-23")
  .openapi({ description: "The UTC day on which its message was accepted.", example: "2026-11-23" });

/** The filter of failures, the same in a query and in a replay's selection. */
export const failureFilterFields = {
  state: States.optional(),
  route: RouteName.optional(),
  connection: ConnectionName.optional(),
  type: MessageType.optional(),
  group: Uuid.or(z.literal(noGroup))
    .optional()
    .openapi({ description: "The id of a group; `none` for failures that are in none." }),
  ofGroups: OfGroups.optional(),
  entityKey: Text(500).optional(),
  reference: Text(500).optional().openapi({
    description: "An id of the business or of a vendor: of the message, or remembered for it by an adapter.",
  }),
  code: Text(200).optional().openapi({ description: "The error code; with * at its end, how it begins." }),
  attempts: Attempts.optional(),
  payload: Payload.optional(),
  q: Text(1_000).optional().openapi({
    description: 'Terms such as `state:dead code:card* attempts:>3 payload.orderId:123 "free text"`.',
  }),
  day: Day.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};

type FilterFields = {
  readonly state?: FailureFilter["states"];
  readonly q?: string | undefined;
} & Omit<FailureFilter, "states" | "texts" | "message">;

/** A filter that says nothing that could be searched by. */
export class FilterFault extends Error {}

/** As the operations take it. @throws FilterFault where `q` or a payload path is not understood */
export function failureFilter(
  { state, q, ...fields }: FilterFields,
  registry: ContractRegistry,
): FailureFilter {
  const named: FailureFilter = Object.fromEntries(
    Object.entries({ states: state, ...fields }).filter(([, value]) => value !== undefined),
  );
  const filter = q === undefined ? named : withQuery(named, q);
  refuseUnknownPaths(filter.payload ?? [], registry);
  return filter;
}

function withQuery(named: FailureFilter, q: string): FailureFilter {
  try {
    return mergeFilters(named, parseFailureQuery(q), 1);
  } catch (error) {
    if (error instanceof QueryFault)
      throw new FilterFault(`q, at ${error.at}: ${error.message}`, { cause: error });
    throw error;
  }
}

function refuseUnknownPaths(payload: readonly PayloadValue[], registry: ContractRegistry): void {
  const known = indexedPaths(registry);
  const unknown = payload.find(({ path }) => !known.has(path));
  if (unknown === undefined) return;
  const all = [...known].map(([path, types]) => `${path} (${types.join(", ")})`).join("; ");
  throw new FilterFault(`No contract indexes "${unknown.path}". Indexed are: ${all}.`);
}
