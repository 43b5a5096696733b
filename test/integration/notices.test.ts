import { describe, expect, test } from "vitest";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { eventually } from "../support/eventually.ts";
import { openNoticeReceiver, type NoticeReceiver } from "../support/notice-receiver.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "the vendor has room again" };

/** A bus whose notes a receiver wants to be told of. */
async function setup(more: Partial<Parameters<typeof openToyBus>[0]> = {}) {
  const receiver = await openNoticeReceiver();
  const bus = await openToyBus({ operations: ["keyed"], notices: toldOf(receiver), ...more });
  return { bus, receiver };
}

/** Of what is published alone, and not of what the toy adapter begets. */
const toldOf = ({ url }: NoticeReceiver) => ({ told: { url, types: ["note.taken.v1"] } });

const came = (receiver: NoticeReceiver, count: number) =>
  eventually(
    `${count} notices`,
    async () => receiver.notices,
    (notices) => notices.length >= count,
  );

const counted = async ({ sql }: ToyBus, table: "notice" | "notice_watch") =>
  Number((await sql`SELECT count(*) AS n FROM ${sql(table)}`)[0]?.["n"]);

const gone = (bus: ToyBus) =>
  eventually(
    "no watch",
    () => counted(bus, "notice_watch"),
    (left) => left === 0,
  );

describe("what is told", () => {
  test("that a message is settled on all routes, with its receipt, once", async () => {
    const { bus, receiver } = await setup({ operations: ["keyed", "natural"] });
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const [id = ""] = await bus.publish(1);
    const [notice] = await came(receiver, 1);
    expect(notice?.type).toBe("message.settled");
    expect(notice?.data).toEqual(await postgresReceipts(bus.sql).find(id));
    expect(notice?.data.deliveries.map(({ route, state }) => `${route} ${state}`)).toEqual([
      "toy.keyed applied",
      "toy.natural applied",
    ]);
    expect(notice?.timestamp).toBe(
      notice?.data.deliveries
        .map(({ settledAt }) => settledAt ?? "")
        .toSorted()
        .at(-1),
    );
    await gone(bus);
    expect(receiver.notices).toHaveLength(1);
    expect(receiver.refused).toEqual([]);
  });

  test("that one failed, and once it is mended, that it is settled", async () => {
    const { bus, receiver } = await setup();
    bus.vendor.mood = "reject";
    await Promise.all([bus.start(startScheduler), bus.start(startWorker)]);
    const [id = ""] = await bus.publish(1);
    const [failed] = await came(receiver, 1);
    expect(failed).toMatchObject({ type: "message.failed", data: { id, deliveries: [{ state: "dead" }] } });
    bus.vendor.mood = "well";
    const { replays } = openOperations({ sql: bus.sql, close: async () => undefined }, bus.plan.routes);
    await replays.create({ selection: { ids: [{ messageId: id, route: "toy.keyed" }] } }, act);
    const [, settled] = await came(receiver, 2);
    expect(settled).toMatchObject({
      type: "message.settled",
      data: { id, deliveries: [{ state: "applied" }] },
    });
    expect(settled?.id).not.toBe(failed?.id);
  });
});

test("of a message that nobody wants to be told of nothing is written down", async () => {
  const { bus } = await setup({
    notices: { told: { url: "http://127.0.0.1:1", sources: ["/elsewhere/*"] } },
  });
  await bus.publish(3);
  expect(await counted(bus, "notice_watch")).toBe(0);
});
