import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aLane } from "./testing/fake-operations.ts";

/** Its key has a slash, as a key may have. */
const lane = `/api/v1/lanes/${encodeURIComponent(aLane.id)}`;
const act = { token: "operator", json: { reason: "mended" } };

test("lanes that stand still come in pages, and by group", async () => {
  const { ask } = adminClient();
  expect((await ask("/api/v1/lanes", { token: "viewer" })).json).toMatchObject({
    data: [{ id: aLane.id }],
    next: null,
  });
  expect(
    (await ask("/api/v1/lanes?group=paytronix.points&state=dead&connection=paytronix")).json.data,
  ).toEqual([]);
  expect((await ask("/api/v1/lanes?state=applied")).status).toBe(400);
});

test("a lane is found under its id, whatever its key is made of", async () => {
  const { ask } = adminClient();
  expect((await ask(lane)).json).toEqual(aLane);
  expect((await ask("/api/v1/lanes/paytronix.points:other")).status).toBe(404);
  expect((await ask("/api/v1/lanes/nonsense")).status).toBe(400);
});

test.each(["retry", "skip", "release"])(
  "an operator may %s the head of a lane, and says why",
  async (name) => {
    const { ask, recorded } = adminClient();
    expect((await ask(`${lane}/${name}`, act)).json).toEqual(aLane);
    expect(recorded.acts).toEqual([
      { name: `lane ${name}`, target: aLane.id, act: { actor: "ana", reason: "mended" } },
    ]);
    expect((await ask(`${lane}/${name}`, { ...act, token: "viewer" })).status).toBe(403);
    expect((await ask(`${lane}/${name}`, { token: "operator", json: {} })).status).toBe(422);
  },
);

test("an act under a key that was used already is answered as the first time", async () => {
  const { ask, recorded } = adminClient();
  const keyed = { ...act, headers: { "idempotency-key": "once" } };
  await ask(`${lane}/skip`, keyed);
  expect((await ask(`${lane}/skip`, keyed)).json).toEqual(aLane);
  expect(recorded.acts).toHaveLength(1);
});
