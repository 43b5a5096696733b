import { expect, onTestFinished, test } from "vitest";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { eventually } from "../support/eventually.ts";
import { openToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "looked it up" };
const page = { limit: 10 };

test("a person lets the vendor be asked: what it has is settled, of the rest nothing is sent until somebody says so", async () => {
  // One try, so that its doubt is a person's.
  const bus = await openToyBus({ operations: ["probed"], retry: { attempts: 1 } });
  const database = openDatabase({ url: bus.databaseUrl, name: "operator" });
  onTestFinished(() => database.close());
  const { failures, doubts } = openOperations(database, bus.plan.routes);
  await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);

  bus.vendor.mood = "commitThenDrop";
  await bus.publish(1, "there");
  await bus.allBecome(1, "inDoubt");
  await bus.publish(2, "gone");
  const rows = await bus.allBecome(3, "inDoubt");
  // The vendor forgets the two, as if it had never had them.
  for (const noteId of ["gone-0", "gone-1"]) (bus.vendor.filed as Map<string, number>).delete(noteId);
  bus.vendor.mood = "well";
  const sent = bus.vendor.writes();

  for (const { message_id: messageId, route } of rows)
    expect(await doubts.ask({ messageId, route }, act)).toMatchObject({ value: { state: "waiting" } });
  const asked = await eventually("all answers", bus.deliveries, (all) =>
    all.every(({ state, error_code: code }) => state === "applied" || code === "probeAbsent"),
  );
  expect(asked.map(({ state }) => state)).toEqual(["applied", "inDoubt", "inDoubt"]);
  expect(bus.vendor.writes()).toBe(sent);

  const [, first] = asked;
  const key = { messageId: first?.message_id ?? "", route: "toy.probed" };
  const question = await doubts.find(key);
  expect(question).toMatchObject({
    stored: true,
    probed: { code: "probeAbsent", request: { part: "probe" } },
  });

  const group = first?.group_id ?? "";
  const answer = { group, answer: "absent" as const };
  expect(await doubts.answerMany({ ...answer, expectedCount: 3 }, act)).toMatchObject({
    code: "countDiffers",
    count: 2,
  });
  expect(await doubts.answerMany({ ...answer, expectedCount: 2 }, act)).toMatchObject({
    value: { answered: 2 },
  });
  await bus.allBecome(3, "applied");
  expect([...bus.vendor.filed.values()]).toEqual([1, 1, 1]);
  const [told] = (await failures.history(key)).filter(({ action }) => action === "failure.answer.absent");
  expect(told).toMatchObject({ reason: act.reason, question: { probe: { code: "probeAbsent" } } });
  expect((await failures.list({ group }, page)).data).toEqual([]);
});
