import { afterEach, expect, test, vi } from "vitest";
import { adminClient, person } from "./testing/admin-client.ts";
import { aReplay } from "./testing/fake-operations.ts";

afterEach(() => vi.useRealTimers());

/** What a stream says, piece by piece. */
function reader(response: Response) {
  const reading = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** Reads on until these words have come so often, or nothing more comes. */
    async until(words: string, times = 1) {
      while (text.split(words).length <= times) {
        const { value, done } = (await reading?.read()) ?? { done: true, value: undefined };
        if (done) break;
        text += value;
      }
      return text;
    },
    close: () => reading?.cancel(),
  };
}

test("a stream of everything begins with how things stand, under an id", async () => {
  const { request } = adminClient();
  const response = await request("/api/v1/events", { token: "viewer" });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  const stream = reader(response);
  expect(await stream.until("id: ")).toContain("event: snapshot");
  await stream.close();
});

test("a stream of one replay begins with the replay; of none it is not there", async () => {
  const { request } = adminClient();
  const stream = reader(await request(`/api/v1/replays/${aReplay.id}/events`));
  expect(await stream.until("id: ")).toContain(`event: replay\ndata: {"id":"${aReplay.id}"`);
  await stream.close();
  const { status } = await request("/api/v1/replays/01890a5d-0000-774b-bcce-b302099a8057/events");
  expect(status).toBe(404);
});

test.each<readonly [string, Partial<ReturnType<typeof person>>]>([
  ["its token does", { roles: [] }],
  ["its token is limited to other connections by now", { connections: ["cards"] }],
  ["its token is limited to a brand by now", { brands: ["acme"] }],
])("a stream says something while nothing happens, and ends when %s", async (_when, change) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const leaver = { ...person("leaver", "viewer"), connections: ["cards", "points-us"] };
  const { request } = adminClient({ tokens: { leaver } });
  const stream = reader(await request("/api/v1/events", { token: "leaver" }));
  await stream.until("event: snapshot");
  await vi.advanceTimersByTimeAsync(10_001);
  // One came first of all, before the snapshot.
  await stream.until(": nothing new", 2);
  Object.assign(leaver, change);
  await vi.advanceTimersByTimeAsync(10_001);
  expect(await stream.until("for ever")).not.toContain("for ever");
});

test("listeners are bounded, and who leaves makes room", async () => {
  const { request } = adminClient();
  const many = await Promise.all(Array.from({ length: 200 }, () => request("/api/v1/events")));
  expect((await request("/api/v1/events")).status).toBe(503);
  await Promise.all(many.map(async (each) => each.body?.cancel()));
  const again = await request("/api/v1/events");
  expect(again.status).toBe(200);
  await again.body?.cancel();
});
