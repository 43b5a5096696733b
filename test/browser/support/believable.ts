import { eventually } from "../../support/eventually.ts";
import type { RunningSpindle } from "../../support/spindle.ts";
import { tourOf } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

const guests = ["Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus", "Hana"];

/** An evening with trouble, for pictures: most goes well, a loyalty vendor refuses some, another is too busy, and somebody is at work. */
export async function believable(spindle: RunningSpindle): Promise<Known> {
  const tour = tourOf(spindle);
  await tour.fault("paytronix", { kind: "reject", share: 0.3 });
  for (let n = 0; n < 96; n += 1)
    await tour.publishOrder(`till-${1 + (n % 4)}-${guests[n % 8]}-${1_000 + n}`);
  const refused = await eventually(
    "orders were refused",
    () => tour.failures("state=dead"),
    ({ length }) => length >= 20,
  );
  await tour.fault("braze", { kind: "rateLimit", share: 0.5 });
  await tour.fault("paytronix", { kind: "outage" });
  for (let n = 0; n < 12; n += 1) await tour.publishOrder(`till-5-${guests[n % 8]}-${2_000 + n}`);
  const [first, second, third] = refused;
  if (!first || !second || !third) throw new Error("nothing failed");
  await tour.post(`failures/discard`, { selection: { ids: [third.id] }, reason: "a test order of the till" });
  await tour.fault("paytronix", { kind: "reject", share: 0.3 });
  const { id: replayId } = await tour.post<{ readonly id: string }>("replays", {
    selection: { ids: refused.slice(0, 12).map(({ id }) => id) },
    reason: "the card programme is on again, says Paytronix",
  });
  await tour.post(`routes/${second.route}/pause`, { reason: "until Paytronix has looked, see INC-4711" });
  const { groupId, messageId, route } = second;
  return { groupId, messageId, route, replayId };
}
