import { customerProfileChanged, paymentRefund } from "@spindlebus/contracts";
import { eventually } from "../../support/eventually.ts";
import type { RunningSpindle } from "../../support/spindle.ts";
import { order, tourOf, type Failure, type Tour } from "../../support/tour.ts";
import type { Known } from "./screens.ts";

/** Ids of what there is to be seen. */
export type Evening = Known & {
  readonly laneId: string;
  readonly doubtId: string;
  readonly regressedId: string;
  readonly runningId: string;
  readonly haltedId: string;
  readonly scheduledId: string;
};

const guests = ["Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus", "Hana"];
const refusing = { kind: "reject", share: 0.3 };

/** An evening with trouble, for pictures: most goes well, a loyalty vendor refuses some and then is away, and people are at work. */
export async function believable(spindle: RunningSpindle): Promise<Evening> {
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
  const haltedId = await haltedReplay(tour);
  await otherTrouble(tour);
  const orders = await orderTrouble(tour);
  await tour.fault("braze", { kind: "rateLimit", share: 0.5 });
  await tour.fault("paytronix", { kind: "outage" });
  await publish(tour, { from: 2_000, count: 12 });
  const scheduledId = await scheduledReplay(tour, second.groupId);
  const { data: lanes } = await tour.get<{ readonly data: readonly { readonly id: string }[] }>("lanes");
  const { groupId, messageId, route } = second;
  return {
    ...orders,
    groupId,
    messageId,
    route,
    replayId,
    haltedId,
    scheduledId,
    laneId: lanes[0]?.id ?? "",
  };
}

async function publish(tour: Tour, { from, count }: { readonly from: number; readonly count: number }) {
  for (let n = 0; n < count; n += 1)
    await tour.publishOrder(`till-${1 + (n % 4)}-${guests[n % guests.length]}-${from + n}`);
}

/** Some of it fails again, for the vendor still refuses some. */
async function replay(tour: Tour, failures: readonly Failure[]): Promise<string> {
  const id = await start(tour, failures, {
    reason: "the card programme is on again, says Paytronix",
    stopWhen: null,
  });
  await reached(tour, id, "completed");
  return id;
}

/** Too much of it fails again, for the vendor refuses all. */
async function haltedReplay(tour: Tour): Promise<string> {
  await tour.fault("paytronix", { kind: "reject" });
  const id = await start(tour, (await tour.failures("state=dead")).slice(0, 14), {
    reason: "their status page is green",
    ratePerSecond: 3,
  });
  await reached(tour, id, "halted");
  return id;
}

/** For the night, when the tills are closed. */
const scheduledReplay = async (tour: Tour, group: string): Promise<string> => {
  const failures = await tour.failures(`state=dead&group=${group}`);
  const startAt = new Date(Date.now() + 6 * 3_600_000).toISOString();
  return start(tour, failures.slice(0, 3), { reason: "when the tills are closed", startAt });
};

/** Refunds that Stripe declines wait for a day; profiles that Braze does not take somebody has taken up. */
async function otherTrouble(tour: Tour): Promise<void> {
  await tour.fault("stripe", { kind: "reject" });
  await failOf(tour, "stripe", 7, (n) => [paymentRefund, { refundId: `rf-${n}`, orderRef: `ord-${n}` }]);
  const until = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await say(tour, "stripe", { state: "snoozed", snooze: { until } });
  await tour.fault("stripe", { kind: "none" });
  await tour.fault("braze", { kind: "reject" });
  await failOf(tour, "braze", 3, (n) => [customerProfileChanged, { memberId: `guest-${n}` }]);
  await say(tour, "braze", { state: "acknowledged", owner: "Ines, guests" });
}

type Published = readonly [
  contract: { readonly type: string; readonly examples: readonly object[] },
  own: object,
];

/** Publishes so many, and waits until they have failed. */
async function failOf(
  tour: Tour,
  connection: string,
  count: number,
  of: (n: number) => Published,
): Promise<void> {
  const failed = async () => (await tour.failures(`state=dead&connection=${connection}`)).length;
  for (let n = 1; n <= count; n += 1) {
    const [{ type, examples }, own] = of(n);
    await tour.publish(type, { ...examples[0], ...own });
  }
  await eventually(`${connection} has refused`, failed, (now) => now >= count);
}

/** Says something of the groups of a connection that nobody has said anything of. */
async function say(tour: Tour, connection: string, said: object): Promise<void> {
  const { data } = await tour.get<Groups>(`failure-groups?state=open&connection=${connection}`);
  const ids = data.map(({ id }) => id);
  await tour.post("failure-groups/change", { selection: { ids }, reason: "seen in the evening", ...said });
}

type Groups = { readonly data: readonly { readonly id: string }[] };

/**
 * What Braze refused was resolved, and is back; a replay of it waits for the route, which is paused; and whether Braze has an
 * order is not known.
 */
async function orderTrouble(tour: Tour) {
  await tour.fault("braze", { kind: "commitThenDrop" });
  const [doubt] = await failOfGuests(tour, "inDoubt", 1);
  await tour.fault("braze", { kind: "reject" });
  await failOfGuests(tour, "dead", 4);
  await say(tour, "braze", { state: "resolved" });
  const failures = await failOfGuests(tour, "dead", 40);
  await tour.fault("braze", { kind: "none" });
  await tour.post("routes/braze.trackOrders/pause", { reason: "Braze moves the workspace until eight" });
  const runningId = await start(tour, failures, {
    reason: "the catalogue of Braze is mended",
    ratePerSecond: 2,
  });
  return { doubtId: doubt?.messageId ?? "", regressedId: failures[0]?.groupId ?? "", runningId };
}

/** Orders that earn no points, so that the loyalty vendor is not asked. */
async function failOfGuests(tour: Tour, state: string, count: number): Promise<readonly Failure[]> {
  const failed = () => tour.failures(`state=${state}&route=braze.trackOrders`);
  const before = (await failed()).length;
  for (let n = 0; n < count; n += 1) {
    const { loyalty: _, ...guest } = order(`web-${before + n}-${state}`);
    await tour.publish("order.completed.v1", guest);
  }
  return eventually("orders of guests have failed", failed, ({ length }) => length >= before + count);
}

async function start(tour: Tour, failures: readonly Failure[], how: object): Promise<string> {
  const { id } = await tour.post<{ readonly id: string }>("replays", {
    selection: { ids: failures.map((failure) => failure.id) },
    ...how,
  });
  return id;
}

const reached = (tour: Tour, id: string, end: string) =>
  eventually(
    `the replay is ${end}`,
    () => tour.get<{ readonly state: string }>(`replays/${id}`),
    ({ state }) => state === end,
  );
