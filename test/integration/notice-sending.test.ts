import { describe, expect, test } from "vitest";
import { checkNotices } from "../../bus/src/doctor/check-notices.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { readCursor, type Cursor } from "../../bus/src/operations/page.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { eventually } from "../support/eventually.ts";
import { openNoticeReceiver } from "../support/notice-receiver.ts";
import {
  fileNotes,
  noticeRows,
  noticesBecome,
  noticesCame,
  ofNotesFiled,
  openToldBus,
  passWaits,
  type NoticeRow,
} from "../support/told-bus.ts";
import { startToyProcess } from "../support/toy-processes.ts";
import { aNoticeSecret, type ToyBus } from "../support/toy-bus.ts";

const act = { actor: "ana", reason: "the receiver is back" };
const operate = ({ sql, plan }: ToyBus) =>
  openOperations({ sql, close: async () => undefined }, plan.routes).notices;

/** What the doctor finds. */
const examined = async ({ databaseUrl }: ToyBus) =>
  (await checkNotices({ notices: { told: { url: "https://told.example" } } }, databaseUrl))[0];

/** A bus whose messages are settled as soon as they are accepted, so that notices are all that happens. */
const setup = (noticeSecret?: string) =>
  openToldBus({
    notices: (receiver) => ({ told: ofNotesFiled(receiver) }),
    ...(noticeSecret !== undefined && { noticeSecret }),
  });

describe("a receiver", () => {
  test("that answers 500 is tried again under the same id, ten times, and what it did not take is kept and can be sent again", async () => {
    const { bus, receiver } = await setup();
    receiver.answer = () => ({ status: 500 });
    await bus.start(startScheduler);
    await fileNotes(bus, 1);
    for (let tries = 1; tries < 10; tries += 1) {
      await noticesBecome(bus, `failure ${tries}`, ([row]) => row?.tries === tries && hasFailed(row));
      await passWaits(bus);
    }
    const [kept] = await noticesBecome(bus, "given up", ([row]) => row?.state === "givenUp");
    expect(kept).toMatchObject({ tries: 10, last_error: "http 500", wait_s: null });
    expect(new Set(receiver.notices.map(({ id }) => id))).toEqual(new Set([kept?.id]));
    expect((await operate(bus).standings()).get("told")).toMatchObject({ state: "failing", givenUp: 1 });
    expect(await examined(bus)).toMatchObject({
      result: "note",
      detail: "told fails (http 500), 0 wait, and did not take 1",
    });
    receiver.answer = () => ({ status: 200 });
    await passWaits(bus);
    expect(await operate(bus).resendGivenUp("told", act)).toMatchObject({ value: { resent: 1 } });
    await noticesBecome(bus, "delivered", ([row]) => row?.state === "delivered");
    expect(receiver.notices.at(-1)?.id).toBe(kept?.id);
    expect(await examined(bus)).toMatchObject({ result: "ok" });
    expect((await operate(bus).standings()).get("told")).toMatchObject({
      state: "well",
      givenUp: 0,
      waiting: 0,
    });
  });

  test("that answers 410 is sent nothing more until somebody enables it, and misses nothing by it", async () => {
    const { bus, receiver } = await setup();
    receiver.answer = () => ({ status: 410 });
    await bus.start(startScheduler);
    await fileNotes(bus, 1);
    await noticesBecome(bus, "410", ([row]) => row?.last_error === "http 410");
    await fileNotes(bus, 2);
    await noticesBecome(bus, "three notices", ({ length }) => length === 3);
    expect((await operate(bus).standings()).get("told")).toMatchObject({ state: "gone", waiting: 3 });
    expect(receiver.notices).toHaveLength(1);
    receiver.answer = () => ({ status: 200 });
    await operate(bus).enable("told", act);
    await noticesBecome(bus, "all delivered", (rows) => rows.every(({ state }) => state === "delivered"));
    const [entry] = await bus.sql`SELECT actor, action, target, reason FROM audit`;
    expect(entry).toEqual({ ...act, action: "noticeEndpoint.enable", target: "notice-endpoint:told" });
  });

  test("that answers 429 with Retry-After is left alone for as long", async () => {
    const { bus, receiver } = await setup();
    receiver.answer = () => ({ status: 429, headers: { "retry-after": "120" } });
    await bus.start(startScheduler);
    await fileNotes(bus, 1);
    const [row] = await noticesBecome(bus, "429", ([each]) => each?.last_error === "http 429");
    expect(row?.wait_s).toBeGreaterThan(100);
    await fileNotes(bus, 1);
    await noticesBecome(bus, "the second notice", ({ length }) => length === 2);
    const { restUntil } = (await operate(bus).standings()).get("told") ?? {};
    expect(Date.parse(restUntil ?? "") - Date.now()).toBeGreaterThan(100_000);
    expect(receiver.notices).toHaveLength(1);
  });

  test("that was down is tried with one notice at a time, and gets the others as soon as it takes one", async () => {
    const { bus, receiver } = await setup();
    receiver.answer = () => ({ status: 503 });
    await fileNotes(bus, 8);
    await bus.start(startScheduler);
    await failedInARow(bus, 5);
    expect(receiver.notices).toHaveLength(8);
    await passWaits(bus);
    await failedInARow(bus, 6);
    expect(receiver.notices).toHaveLength(9);
    expect((await operate(bus).standings()).get("told")).toMatchObject({ state: "failing", waiting: 8 });
    await bus.sql`UPDATE notice SET next_try_at = now() + interval '5 hours'`;
    await bus.sql`UPDATE notice SET next_try_at = now() WHERE id = (SELECT min(id::text)::uuid FROM notice)`;
    receiver.answer = () => ({ status: 200 });
    await passRest(bus);
    await noticesBecome(bus, "all delivered", (rows) => rows.every(({ state }) => state === "delivered"));
  });

  test("that never answers delays no other endpoint", async () => {
    const other = await openNoticeReceiver();
    const { bus, receiver } = await openToldBus({
      notices: (silent) => ({ silent: ofNotesFiled(silent), other: ofNotesFiled(other) }),
    });
    receiver.answer = () => "never";
    await bus.start(startScheduler);
    await fileNotes(bus, 50);
    await noticesCame(other, 50);
    const rows = await noticesBecome(bus, "the other's", (all) =>
      all.filter(({ endpoint }) => endpoint === "other").every(({ state }) => state === "delivered"),
    );
    // Within the ten seconds that a try may take.
    expect(rows.filter(({ endpoint, last_error }) => endpoint === "silent" && last_error !== null)).toEqual(
      [],
    );
  });
});

/** Its last try is over: so long waits none that is being sent. */
const hasFailed = ({ tries, last_error, wait_s }: NoticeRow): boolean =>
  last_error !== null && (tries === 1 || (wait_s ?? 0) > 60);

/** Waits until so many failures of an endpoint in a row are noted; the rest that follows them is not over then. */
const failedInARow = ({ sql }: ToyBus, failures: number) =>
  eventually(
    `${failures} failures in a row`,
    async () => (await sql`SELECT failures FROM notice_endpoint`)[0]?.["failures"] as number | undefined,
    (found) => found === failures,
  );

const passRest = ({ sql }: ToyBus) => sql`UPDATE notice_endpoint SET rest_until = NULL`;

test("several schedulers send each notice once", async () => {
  const { bus, receiver } = await setup();
  await Promise.all([1, 2, 3].map(() => bus.start(startScheduler)));
  await fileNotes(bus, 300);
  await noticesBecome(
    bus,
    "all delivered",
    (rows) => rows.length === 300 && rows.every(({ state }) => state === "delivered"),
  );
  expect(receiver.notices).toHaveLength(300);
  expect(new Set(receiver.notices.map(({ id }) => id)).size).toBe(300);
});

test("a notice whose scheduler was killed between send and commit is sent again under the same id", async () => {
  const { bus, receiver } = await setup();
  const scheduler = await startToyProcess("scheduler", {
    amqpUrl: bus.amqpUrl,
    databaseUrl: bus.databaseUrl,
    vendorUrl: bus.vendor.url,
    operations: ["keyed"],
    more: { TOY_NOTICE_URL: receiver.url, NOTICE_TOLD_SECRET: aNoticeSecret },
  });
  receiver.answer = () => {
    scheduler.kill("SIGKILL");
    return "never";
  };
  await fileNotes(bus, 1);
  await noticesCame(receiver, 1);
  await scheduler.exited;
  const [taken] = await noticeRows(bus);
  expect(taken).toMatchObject({ state: "waiting", tries: 1 });
  expect(taken?.wait_s).toBeGreaterThan(0);
  receiver.answer = () => ({ status: 204 });
  await passWaits(bus);
  await bus.start(startScheduler);
  await noticesBecome(bus, "delivered", ([row]) => row?.state === "delivered");
  expect(receiver.notices.map(({ id }) => id)).toEqual([taken?.id, taken?.id]);
});

test("while a secret is replaced, receivers with the old and the new one verify what comes", async () => {
  const [fresh, old] = ["new", "old"].map((word) => `whsec_${Buffer.alloc(32, word).toString("base64")}`);
  const [withNew, withOld] = [await openNoticeReceiver(fresh), await openNoticeReceiver(old)];
  const { bus } = await openToldBus({
    noticeSecret: `${fresh} ${old}`,
    notices: () => ({ one: ofNotesFiled(withNew), two: ofNotesFiled(withOld) }),
  });
  await bus.start(startScheduler);
  await fileNotes(bus, 1);
  await Promise.all([noticesCame(withNew, 1), noticesCame(withOld, 1)]);
  expect([withNew.refused, withOld.refused]).toEqual([[], []]);
});

test("a delivered notice can be sent again, under its id", async () => {
  const { bus, receiver } = await setup();
  await bus.start(startScheduler);
  await fileNotes(bus, 1);
  const [row] = await noticesBecome(bus, "delivered", ([each]) => each?.state === "delivered");
  const notices = operate(bus);
  expect(await notices.resend(row?.id ?? "", act)).toMatchObject({
    ok: true,
    value: { state: "waiting", tries: 0 },
  });
  await noticesCame(receiver, 2);
  await noticesBecome(bus, "delivered again", ([again]) => again?.state === "delivered");
  expect(receiver.notices[1]?.id).toBe(row?.id);
  const unknown = await notices.resend("01a20963-024a-76ac-99fe-37de65c720b2", act);
  expect(unknown).toMatchObject({ ok: false, code: "notFound" });
  const { data } = await notices.list({ endpoint: "told", state: "delivered" }, { limit: 10 });
  expect(data.map(({ id }) => id)).toEqual([row?.id]);
});

test("pages of a list hold every notice once, newest first", async () => {
  const { bus } = await setup();
  await bus.start(startScheduler);
  await fileNotes(bus, 3);
  const rows = await noticesBecome(bus, "three notices", ({ length }) => length === 3);
  const ids: string[] = [];
  let cursor: Cursor | undefined;
  do {
    const { data, next } = await operate(bus).list({}, { limit: 2, cursor });
    ids.push(...data.map(({ id }) => id));
    cursor = next === null ? undefined : readCursor(next);
  } while (cursor);
  expect(ids).toEqual(rows.map(({ id }) => id).toReversed());
});
