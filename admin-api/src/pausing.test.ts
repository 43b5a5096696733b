import { expect, test } from "vitest";
import { aConnection, aRoute } from "./testing/a-plan.ts";
import { adminClient } from "./testing/admin-client.ts";

const setup = () => adminClient({ connections: new Map([[aConnection.id, aConnection]]), routes: [aRoute] });
const act = { token: "operator", json: { reason: "the vendor moves" } };
const route = `/api/v1/routes/${aRoute.name}`;
const connection = `/api/v1/connections/${aConnection.id}`;
const paused = { by: "ana", reason: "the vendor moves", since: expect.any(String) };

test.each([
  ["route", route, { name: aRoute.name }],
  ["connection", connection, { id: aConnection.id }],
])("an operator pauses a %s and resumes it, and is shown how it is then", async (kind, path, view) => {
  const { ask, recorded } = setup();
  expect((await ask(`${path}/pause`, act)).json).toMatchObject({
    ...view,
    paused: { ...paused, through: kind },
  });
  expect((await ask(`${path}/resume`, act)).json).toMatchObject({ ...view, paused: null });
  expect(recorded.acts.map(({ name }) => name)).toEqual([`pause ${kind}`, `resume ${kind}`]);
});

test("a route that is paused with its connection says so, and one that is paused itself says that", async () => {
  const { ask } = setup();
  const through = async () => {
    const { data } = (await ask("/api/v1/routes", { token: "viewer" })).json;
    return data.find(({ name }: { name: string }) => name === aRoute.name).paused?.through;
  };
  expect(await through()).toBeUndefined();
  await ask(`${connection}/pause`, act);
  expect(await through()).toBe("connection");
  expect((await ask(connection, { token: "viewer" })).json.paused).toEqual({
    ...paused,
    through: "connection",
  });
  await ask(`${route}/pause`, act);
  expect(await through()).toBe("route");
});

test("what is not configured cannot be paused, nor what is paused already", async () => {
  const { ask } = setup();
  expect((await ask("/api/v1/routes/till.other/pause", act)).status).toBe(404);
  expect((await ask("/api/v1/connections/other/pause", act)).status).toBe(404);
  await ask(`${route}/pause`, act);
  expect((await ask(`${route}/pause`, act)).status).toBe(409);
});

test("pausing wants a reason, and more than the right to read", async () => {
  const { ask, recorded } = setup();
  expect((await ask(`${route}/pause`, { token: "operator", json: {} })).status).toBe(422);
  expect((await ask(`${connection}/resume`, { ...act, token: "viewer" })).status).toBe(403);
  expect(recorded.acts).toEqual([]);
});
