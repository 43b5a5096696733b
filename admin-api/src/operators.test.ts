import { describe, expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, aGroup, aReplay, aToken, aWindow, messageId } from "./testing/fake-operations.ts";

const failure = `/api/v1/failures/${aFailure(1).id}`;

const why = "reason=a+guest+called";

describe("reading", () => {
  test("failures come in pages that follow each other", async () => {
    const { ask } = adminClient();
    const first = await ask("/api/v1/failures?limit=2", { token: "viewer" });
    expect(first.json.data).toEqual([aFailure(1), aFailure(2)]);
    const second = await ask(`/api/v1/failures?limit=2&cursor=${first.json.next}`);
    const count = { value: 3, about: false, checksum: "12", atLeast: false };
    expect(second.json).toEqual({ data: [aFailure(3)], next: null, count, window: aWindow });
  });

  test("the filter is passed on; several states have commas between them", async () => {
    const { ask, recorded } = adminClient();
    const group = messageId;
    await ask(
      `/api/v1/failures?state=dead,blocked&route=a.b&connection=a&type=t.v1&group=${group}&q=x%25&from=2026-11-23T00:00:00Z`,
    );
    expect(recorded.filters).toEqual([
      {
        states: ["dead", "blocked"],
        route: "a.b",
        connection: "a",
        type: "t.v1",
        group,
        texts: ["x%"],
        from: "2026-11-23T00:00:00Z",
      },
    ]);
  });

  test("a payload is the bytes in their own media type, for nobody's cache, and its reader is known", async () => {
    const body = Buffer.from('{ "total": 1.10, "id": 9007199254740993 }');
    const { ask, recorded } = adminClient({ payload: { contentType: "application/json", body } });
    const { text, headers } = await ask(`${failure}/payload?${why}`, { token: "payload-reader" });
    expect(text).toBe(body.toString());
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(recorded.payloadReaders).toEqual(["rita: a guest called "]);
  });

  test.each(["payload", "recording"])(
    "a %s of somebody who was forgotten is gone for good, and says since when",
    async (what) => {
      const erased = "The key to it was destroyed at 2026-11-23T16:10:13.436Z.";
      const answer = await adminClient({ erased }).ask(`${failure}/${what}?${why}`, {
        token: "payload-reader",
      });
      expect(answer.status).toBe(410);
      expect(answer.json).toMatchObject({ type: expect.stringContaining("erased"), detail: erased });
    },
  );

  test("a recording is the whole message with its envelope, and its reader is known", async () => {
    const body = Buffer.from('{ "total": 1.10 }');
    const { ask, recorded } = adminClient({ payload: { contentType: "application/json", body } });
    const { json } = await ask(`${failure}/recording?${why}`, { token: "payload-reader" });
    expect(Buffer.from(json.bodyBase64, "base64")).toEqual(body);
    expect(json).toMatchObject({ envelope: { id: messageId, source: "/pos/0042" }, recalled: {} });
    expect(recorded.payloadReaders).toEqual(["rita: a guest called "]);
  });

  test("of a large payload a part can be had, and its whole length with it", async () => {
    const payload = { contentType: "application/json", body: Buffer.from(`"${"x".repeat(3_000_000)}"`) };
    const headers = { range: "bytes=0-9" };
    const answer = await adminClient({ payload }).ask(`${failure}/payload?${why}`, {
      token: "payload-reader",
      headers,
    });
    expect([answer.status, answer.text]).toEqual([206, '"xxxxxxxxx']);
    expect(answer.headers.get("content-range")).toBe("bytes 0-9/3000002");
  });

  test("a payload that a browser could run is a file", async () => {
    const payload = { contentType: "text/html", body: Buffer.from("<script>alert(1)</script>") };
    const { headers } = await adminClient({ payload }).ask(`${failure}/payload?${why}`);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe("attachment");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a payload that is no longer stored is 404 with the reason", async () => {
    const { status, json } = await adminClient().ask(`${failure}/payload?${why}`);
    expect([status, json.code, json.detail]).toEqual([404, "payload-not-stored", "It is settled."]);
  });

  test("a route that no configuration names any more is listed with its failures", async () => {
    const { json } = await adminClient().ask("/api/v1/routes");
    expect(json.data).toMatchObject([{ name: "gone.accrue", configured: false, counts: { dead: 3 } }]);
  });

  test("a contract comes with its schema and examples", async () => {
    const { json } = await adminClient().ask("/api/v1/contracts/order.completed.v1");
    expect(json).toMatchObject({ type: "order.completed.v1", kind: "event", schema: { type: "object" } });
    expect(json.examples.length).toBeGreaterThan(0);
  });
});

describe("acting", () => {
  test("an act carries who and why", async () => {
    const { ask, recorded } = adminClient();
    const { status, json } = await ask(`${failure}/answer`, {
      token: "operator",
      json: { answer: "absent", reason: "  looked it up  " },
    });
    expect([status, json.id]).toEqual([200, aFailure(1).id]);
    expect(recorded.acts).toEqual([
      { name: "answer absent", target: aFailure(1).id, act: { actor: "ana", reason: "looked it up" } },
    ]);
  });

  test("an act that the state forbids is 409 with the reason", async () => {
    const { status, json } = await adminClient().ask(`${failure}/discard`, { json: { reason: "x" } });
    expect([status, json.code, json.detail]).toEqual([
      409,
      "conflict",
      "It is running; that cannot be discarded.",
    ]);
  });

  test("groups are asked for in one state, or in several with commas between them, and in no other", async () => {
    const { ask } = adminClient();
    const statusFor = async (state: string) => (await ask(`/api/v1/failure-groups?state=${state}`)).status;
    expect(await statusFor("open")).toBe(200);
    expect(await statusFor("open,regressed")).toBe(200);
    expect(await statusFor("open,nothing")).toBe(400);
  });

  test("a group takes state, owner and note; null clears, and a change of nothing is refused", async () => {
    const { ask, recorded } = adminClient();
    const path = `/api/v1/failure-groups/${aGroup.id}`;
    await ask(path, { method: "PATCH", json: { state: "acknowledged", owner: null, reason: "mine" } });
    expect(recorded.acts).toMatchObject([
      { name: '{"state":"acknowledged","owner":null}', target: aGroup.id },
    ]);
    expect((await ask(path, { method: "PATCH", json: { reason: "nothing" } })).status).toBe(422);
  });

  test("a snooze says what ends it, and comes with its state", async () => {
    const { ask, recorded } = adminClient();
    const patch = (json: object) =>
      ask(`/api/v1/failure-groups/${aGroup.id}`, { method: "PATCH", json: { reason: "later", ...json } });
    const rate = { count: 100, seconds: 600 };
    expect((await patch({ state: "snoozed", snooze: { rate } })).status).toBe(200);
    expect(recorded.acts).toHaveLength(1);
    const refused = [
      { state: "snoozed" },
      { state: "snoozed", snooze: {} },
      { state: "snoozed", snooze: { until: "2020-01-01T00:00:00Z" } },
      { state: "resolved", snooze: { rate } },
      { snooze: { rate } },
      { state: "regressed" },
    ];
    for (const json of refused) expect([json, (await patch(json)).status]).toEqual([json, 422]);
    expect(recorded.acts).toHaveLength(1);
  });

  test.each(["javascript:alert(1)", "ticket 12", "https://ana:pw@tickets.example/12", "/tickets/12"])(
    "a ticket is a web page, which %s is not",
    async (ticket) => {
      const { ask, recorded } = adminClient();
      const path = `/api/v1/failure-groups/${aGroup.id}`;
      const patch = (json: object) => ask(path, { method: "PATCH", json: { reason: "x", ...json } });
      expect((await patch({ ticket })).status).toBe(422);
      expect((await patch({ ticket: "https://tickets.example/12?tab=all" })).status).toBe(200);
      expect((await patch({ ticket: null })).status).toBe(200);
      expect(recorded.acts).toHaveLength(2);
    },
  );

  test("a group takes one rule by which it is replayed; null takes it back", async () => {
    const { ask, recorded } = adminClient();
    const patch = (replayWhen: object | null) =>
      ask(`/api/v1/failure-groups/${aGroup.id}`, { method: "PATCH", json: { reason: "later", replayWhen } });
    const rules = [
      { healthyFor: "10m" },
      { adapterVersion: "1.4" },
      { after: "06:00", timeZone: "Europe/Berlin" },
      null,
    ];
    for (const rule of rules) expect([rule, (await patch(rule)).status]).toEqual([rule, 200]);
    expect(recorded.acts.map(({ name }) => JSON.parse(name))).toEqual(
      rules.map((replayWhen) => ({ replayWhen })),
    );
    const refused = [
      {},
      { healthyFor: "1s" },
      { healthyFor: "8d" },
      { healthyFor: "soon" },
      { adapterVersion: "newest" },
      { after: "24:00", timeZone: "UTC" },
      { after: "06:00" },
      { after: "06:00", timeZone: "Mars/Olympus" },
      { healthyFor: "10m", adapterVersion: "1.4" },
    ];
    for (const rule of refused) expect([rule, (await patch(rule)).status]).toEqual([rule, 422]);
    const json = { reason: "later", replayWhen: { healthyFor: "10m" } };
    const path = `/api/v1/failure-groups/${aGroup.id}`;
    expect((await ask(path, { method: "PATCH", json, token: "viewer" })).status).toBe(403);
  });

  test("a token is made with its answer shown once, and never under an Idempotency-Key", async () => {
    const { ask } = adminClient();
    const json = { name: "vera", roles: ["viewer"], reason: "new colleague" };
    const made = await ask("/api/v1/tokens", { json });
    expect([made.status, made.json.token]).toEqual([201, "shown-once"]);
    expect((await ask("/api/v1/tokens", { json, headers: { "idempotency-key": "k" } })).status).toBe(400);
    const expired = { ...json, expiresAt: "2020-01-01T00:00:00Z" };
    expect((await ask("/api/v1/tokens", { json: expired })).status).toBe(422);
  });

  test("a token carries the rate of its producer, and no burst without one", async () => {
    const { ask } = adminClient();
    const json = { name: "pos", roles: ["producer"], ratePerSecond: 2.5, burst: 10, reason: "new till" };
    expect((await ask("/api/v1/tokens", { json })).json).toMatchObject({ ratePerSecond: 2.5, burst: 10 });
    for (const wrong of [{ ratePerSecond: 0 }, { ratePerSecond: undefined }, { burst: 0.5 }])
      expect((await ask("/api/v1/tokens", { json: { ...json, ...wrong } })).status).toBe(422);
  });

  test("a token gets a new secret, shown once, and the former one works for a day unless it is said", async () => {
    const { ask, recorded } = adminClient();
    const path = `/api/v1/tokens/${aToken.id}/rotate`;
    const rotated = await ask(path, { json: { reason: "yearly" } });
    expect([rotated.status, rotated.json.token]).toEqual([200, "shown-once"]);
    await ask(path, { json: { overlap: "0s", reason: "it leaked" } });
    expect(recorded.acts).toMatchObject([
      { name: "rotate 86400000", target: aToken.id, act: { actor: "root", reason: "yearly" } },
      { name: "rotate 0", target: aToken.id },
    ]);
    for (const overlap of ["soon", "31d", 5])
      expect((await ask(path, { json: { overlap, reason: "x" } })).status).toBe(422);
    const headers = { "idempotency-key": "k" };
    expect((await ask(path, { json: { reason: "x" }, headers })).status).toBe(400);
  });
});

describe("replays", () => {
  const ids = [aFailure(1).id, aFailure(2).id];

  test("a replay of ids is accepted, with its place", async () => {
    const { ask, recorded } = adminClient();
    const { status, headers, json } = await ask("/api/v1/replays", {
      token: "operator",
      json: {
        selection: { ids },
        reason: "mended",
        ratePerSecond: 20,
        ramp: [1, 25, "rest"],
        stopWhen: { failureShare: 0.2 },
      },
    });
    expect([status, headers.get("location")]).toEqual([202, `/api/v1/replays/${aReplay.id}`]);
    expect(json).toEqual(aReplay);
    expect(recorded.acts).toMatchObject([{ name: "create", act: { actor: "ana", reason: "mended" } }]);
  });

  test.each([
    ["in the past", -1_000],
    ["more than 30 days away", 31 * 86_400_000],
  ])("a start that is %s is refused", async (what, fromNowMs) => {
    const startAt = new Date(Date.now() + fromNowMs).toISOString();
    const { status, json } = await adminClient().ask("/api/v1/replays", {
      json: { selection: { ids }, reason: "mended", startAt },
    });
    expect([status, json.errors[0].pointer]).toEqual([422, "/startAt"]);
    expect(json.errors[0].detail).toContain(what);
  });

  test("another count than the operator was shown is 409 with the live one", async () => {
    const selection = { filter: { route: "paytronix.accruePoints" }, expectedCount: 2 };
    const { status, json } = await adminClient().ask("/api/v1/replays", {
      json: { selection, reason: "mended" },
    });
    expect([status, json.code, json.count]).toEqual([409, "count-differs", 3]);
  });

  test.each([
    ["an empty filter", { filter: {}, expectedCount: 3 }, "/selection/filter"],
    ["a filter without a count", { filter: { route: "a.b" } }, "/selection/expectedCount"],
    ["a misspelt filter", { filter: { rout: "a.b" }, expectedCount: 3 }, "/selection/filter/rout"],
    ["no ids", { ids: [] }, "/selection/ids"],
    ["an id that is none", { ids: ["x"] }, "/selection/ids/0"],
    ["ids and a filter", { ids, filter: { route: "a.b" }, expectedCount: 3 }, "/selection/"],
    ["nothing", {}, "/selection/"],
  ])("%s is refused", async (_what, selection, pointer) => {
    const { ask, recorded } = adminClient();
    const { status, json } = await ask("/api/v1/replays", { json: { selection, reason: "mended" } });
    expect(status).toBe(422);
    expect(json.errors[0].pointer).toContain(pointer);
    expect(recorded.acts).toEqual([]);
  });

  test("a preview tells what would be skipped, needs no count, and changes nothing", async () => {
    const { ask, recorded } = adminClient();
    const { json } = await ask("/api/v1/replays/preview", {
      token: "viewer",
      json: { selection: { filter: { state: ["dead"] } } },
    });
    expect(json).toMatchObject({ selected: 2, eligible: 1, reasons: [{ count: 1 }] });
    expect(recorded.acts).toEqual([]);
  });

  test("a replay is paused, resumed, advanced, cancelled, and given another rate", async () => {
    const { ask, recorded } = adminClient();
    const path = `/api/v1/replays/${aReplay.id}`;
    for (const act of ["pause", "resume", "advance", "cancel"]) {
      expect((await ask(`${path}/${act}`, { json: { reason: "x" } })).status).toBe(200);
    }
    await ask(path, { method: "PATCH", json: { ratePerSecond: null, reason: "x" } });
    expect(recorded.acts.map(({ name }) => name)).toEqual([
      "pause",
      "resume as it is",
      "advance",
      "cancel",
      "rate null",
    ]);
  });

  test.each([
    [null, "resume null"],
    [{ failureShare: 0.5 }, 'resume {"failureShare":0.5}'],
  ])("with the rule %j a replay is resumed under it", async (stopWhen, name) => {
    const { ask, recorded } = adminClient();
    await ask(`/api/v1/replays/${aReplay.id}/resume`, { json: { reason: "x", stopWhen } });
    expect(recorded.acts.map((act) => act.name)).toEqual([name]);
  });
});

describe("Idempotency-Key", () => {
  const body = { selection: { ids: [aFailure(1).id] }, reason: "mended" };
  const headers = { "idempotency-key": "9c1f" };

  test("a repeat gets the same answer and acts no second time", async () => {
    const { ask, recorded } = adminClient();
    const first = await ask("/api/v1/replays", { json: body, headers });
    const second = await ask("/api/v1/replays", { json: body, headers });
    expect([second.status, second.text, second.headers.get("location")]).toEqual([
      first.status,
      first.text,
      first.headers.get("location"),
    ]);
    expect(recorded.acts).toHaveLength(1);
  });

  test("the key with another body is 422, and acts no second time", async () => {
    const { ask, recorded } = adminClient();
    await ask("/api/v1/replays", { json: body, headers });
    const other = await ask("/api/v1/replays", { json: { ...body, reason: "another" }, headers });
    expect([other.status, other.json.code]).toEqual([422, "key-reused"]);
    expect(recorded.acts).toHaveLength(1);
  });

  test("the key on another path is another request", async () => {
    const { ask } = adminClient();
    const json = { reason: "x" };
    await ask(`/api/v1/replays/${aReplay.id}/pause`, { json, headers });
    expect((await ask(`/api/v1/replays/${aReplay.id}/resume`, { json, headers })).status).toBe(422);
  });

  test("another person's key is another key", async () => {
    const { ask, recorded } = adminClient();
    await ask("/api/v1/replays", { json: body, headers, token: "operator" });
    await ask("/api/v1/replays", { json: body, headers, token: "admin" });
    expect(recorded.acts).toHaveLength(2);
  });

  test("what was refused did nothing, and may be corrected under its key", async () => {
    const { ask } = adminClient();
    expect((await ask("/api/v1/replays", { json: { ...body, reason: "" }, headers })).status).toBe(422);
    expect((await ask("/api/v1/replays", { json: body, headers })).status).toBe(202);
  });

  test("a key that is none is refused", async () => {
    const { ask } = adminClient();
    for (const key of ["x".repeat(201), "a b"]) {
      expect((await ask("/api/v1/replays", { json: body, headers: { "idempotency-key": key } })).status).toBe(
        400,
      );
    }
  });
});
