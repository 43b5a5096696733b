import { createRoute, z } from "@hono/zod-openapi";
import { mostChanged, type GroupSelection } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { countDiffers } from "../count-differs.ts";
import { actorOf } from "../env.ts";
import { Reason, Uuid } from "../fields.ts";
import { groupFilter, NamedGroupFilter } from "../group-filter.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { groupSaid, snoozeGoesWithItsState } from "./failure-group-shapes.ts";
import { ManyChanged } from "./many-failures.ts";
import { ExpectedChecksum, ExpectedCount } from "./replay-shapes.ts";

/** Groups by their ids, or by a filter with how many it found, and which. */
const SelectedGroups = z.union([
  z.strictObject({ ids: z.array(Uuid).min(1).max(mostChanged) }),
  z.strictObject({
    filter: NamedGroupFilter,
    expectedCount: ExpectedCount,
    expectedChecksum: ExpectedChecksum,
  }),
]);

const ManyGroupsBody = z
  .strictObject({ selection: SelectedGroups, ...groupSaid, reason: Reason })
  .refine(
    ({ state, owner, ticket }) => [state, owner, ticket].some((value) => value !== undefined),
    "changes nothing; name state, owner or ticket",
  )
  .refine(...snoozeGoesWithItsState);

const ManyGroupsChanged = ManyChanged.extend({
  unchanged: z.int().min(0).openapi({ description: "Of these it was said already." }),
}).openapi("ManyGroupsChanged");

/** Saying the same of many failure groups at once. */
export function manyGroupEndpoints({ operations: { groups, idempotencyKeys } }: AdminPorts) {
  const change = createRoute({
    ...acting("failure groups", "act-in-bulk", idempotencyKeys),
    method: "post",
    path: "/failure-groups/change",
    summary: "Writes state, owner or ticket of the groups of a selection",
    description:
      "In one commit, at most 2,000. What is said of a group already is not written again, but a snooze, which begins anew. `selected` is the sum of `changed`, `unchanged` and `skipped`, and `reasons` say why something was skipped.",
    request: { body: jsonRequest(ManyGroupsBody) },
    responses: { 200: json(ManyGroupsChanged, "What became of the selection"), ...problems },
  });
  return newRouter().openapi(change, async (c) => {
    const { selection, reason, ...said } = c.req.valid("json");
    const asked = selectionOf(selection);
    const result = await groups.changeMany(asked, said, { actor: actorOf(c), reason });
    if (result.ok) return c.json(result.value, 200);
    if (result.code !== "countDiffers") return refused(c, result);
    return countDiffers(c, asked, result.count, "change");
  });
}

const selectionOf = (selection: z.infer<typeof SelectedGroups>): GroupSelection =>
  "ids" in selection ? selection : { ...selection, filter: groupFilter(selection.filter) };
