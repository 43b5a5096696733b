import { eventually } from "../../support/eventually.ts";
import { order, type Tour } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

/** What there is to be done something about. */
export type Made = Known & { readonly laneId: string; readonly recipeId: string; readonly doubtId: string };

/** A lane that stands still, a recipe that waits for a second person, and what may have been done at a vendor. */
export async function moreToDo(tour: Tour, known: Known): Promise<Made> {
  const { id: recipeId } = await tour.post<{ readonly id: string }>("recipes", {
    selection: { filter: { group: known.groupId }, expectedCount: 3 },
    patch: [{ op: "replace", path: "/customer/email", value: "right@example.com" }],
    reason: "the till sends a wrong address",
  });
  const lanes = await tour.get<{ readonly data: readonly { readonly id: string }[] }>("lanes");
  return { ...known, recipeId, laneId: lanes.data[0]?.id ?? "", doubtId: await doubt(tour) };
}

/** Where what may have been done is. */
export const doubtRoute = "braze.trackOrders";

/** Of an order that earns no points, so that the refusing vendor is not asked. */
async function doubt(tour: Tour): Promise<string> {
  await tour.fault("braze", { kind: "commitThenDrop" });
  const { loyalty: _, ...guest } = order("ord-doubt");
  await tour.publish("order.completed.v1", guest);
  const [found] = await eventually(
    "an effect is in doubt",
    () => tour.failures("state=inDoubt"),
    ({ length }) => length > 0,
  );
  if (!found) throw new Error("nothing is in doubt");
  await tour.fault("braze", { kind: "none" });
  return found.messageId;
}
