import { z } from "@hono/zod-openapi";
import { groupStates, type GroupFilter } from "@spindlebus/bus/engine";
import { ConnectionName, Instant, MessageType, RouteName, Text } from "./fields.ts";

/** One state, several with commas between them, or a list. */
const States = z
  .union([z.string().transform((given) => given.split(",")), z.array(z.string())])
  .pipe(z.array(z.enum(groupStates)).min(1).max(groupStates.length))
  .openapi({ type: "string", example: "open,regressed", description: groupStates.join(", ") });

/** The filter of failure groups, the same in a query and in a selection. */
export const groupFilterFields = {
  state: States.optional(),
  owner: Text(200).optional(),
  connection: ConnectionName.optional(),
  route: RouteName.optional(),
  type: MessageType.optional().openapi({ description: "Of one of its 50 newest failures." }),
  source: Text(500).optional().openapi({
    description:
      "Of one of its 50 newest failures, as producers name themselves; with * at its end: how it begins.",
  }),
  code: Text(200).optional().openapi({ description: "With * at its end: how it begins." }),
  q: Text(200).optional().openapi({ description: "Text in title or code." }),
  from: Instant.optional().openapi({ description: "Last seen at or after." }),
  to: Instant.optional().openapi({ description: "First seen before." }),
  includeSettled: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "Also groups whose failures are all settled." }),
};

/** The same where it says what is to be changed: an empty one is a slip of the finger that would change every group. */
export const NamedGroupFilter = z
  .strictObject(groupFilterFields)
  .refine(
    (filter) =>
      Object.entries(filter).some(([name, value]) => name !== "includeSettled" && value !== undefined),
    "names nothing; say which groups",
  );

/** As the operations take it. */
export const groupFilter = ({
  state,
  q,
  includeSettled,
  ...filter
}: z.infer<z.ZodObject<typeof groupFilterFields>>): GroupFilter => ({
  ...filter,
  states: state,
  text: q,
  includeSettled: includeSettled === "true",
});
