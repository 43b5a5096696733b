import { eventually } from "../../support/eventually.ts";
import type { RunningSpindle } from "../../support/spindle.ts";
import { tourOf, type Failure, type Tour } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

const guests = ["Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus", "Hana"];
const refusing = { kind: "reject", share: 0.3 };

/** An evening with trouble, for pictures: most goes well, a loyalty vendor refuses some and then is away, and somebody is at work. */
export async function believable(spindle: RunningSpindle): Promise<Known> {
  const tour = tourOf(spindle);
  await tour.fault("paytronix", refusing);
  await publish(tour, { from: 1_000, count: 96 });
  const refused = await eventually(
    "orders were refused",
    () => tour.failures("state=dead"),
    ({ length }) => length >= 20,
  );
  const [first, second, ...rest] = refused;
  if (!first || !second) throw new Error("nothing failed");
  await tour.post("failures/discard", {
    selection: { ids: [first.id] },
    reason: "a test order of the till",
  });
  const replayId = await replay(tour, rest.slice(0, 12));
  await tour.fault("braze", { kind: "rateLimit", share: 0.5 });
  await tour.fault("paytronix", { kind: "outage" });
  await publish(tour, { from: 2_000, count: 12 });
  const { groupId, messageId, route } = second;
  return { groupId, messageId, route, replayId };
}

async function publish(tour: Tour, { from, count }: { readonly from: number; readonly count: number }) {
  for (let n = 0; n < count; n += 1)
    await tour.publishOrder(`till-${1 + (n % 4)}-${guests[n % guests.length]}-${from + n}`);
}

/** Some of it fails again, for the vendor still refuses some. */
async function replay(tour: Tour, failures: readonly Failure[]): Promise<string> {
  const { id } = await tour.post<{ readonly id: string }>("replays", {
    selection: { ids: failures.map((failure) => failure.id) },
    reason: "the card programme is on again, says Paytronix",
  });
  await eventually(
    "the replay is over",
    () => tour.get<{ readonly state: string }>(`replays/${id}`),
    ({ state }) => state === "completed",
  );
  return id;
}
