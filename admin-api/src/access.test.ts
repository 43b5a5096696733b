import { describe, expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, messageId } from "./testing/fake-operations.ts";

const failure = `/api/v1/failures/${aFailure(1).id}`;

describe("token", () => {
  test.each([
    ["no token", { token: "" }],
    ["an unknown token", { token: "nonsense" }],
    ["another scheme", { token: "", headers: { authorization: "Basic YWRtaW46YWRtaW4=" } }],
    ["an overlong token", { token: "x".repeat(5_000) }],
  ])("with %s every path of the API is 401", async (_what, ask) => {
    for (const path of ["/api/v1/failures", failure, "/api/v1/tokens", "/api/v1/no-such-thing"]) {
      const { status, headers, json } = await adminClient().ask(path, ask);
      expect([status, json.code]).toEqual([401, "unauthenticated"]);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
    }
  });

  test.each(["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])(
    "one for this machine works from %s",
    async (from) => {
      expect((await adminClient().ask(failure, { token: "local", from })).status).toBe(200);
    },
  );

  test.each(["10.0.0.9", "::ffff:10.0.0.9", "fe80::1", "128.0.0.1", ""])(
    "one for this machine is nothing from %j",
    async (from) => {
      expect((await adminClient().ask(failure, { token: "local", from })).status).toBe(401);
    },
  );

  test("one for this machine is nothing through a proxy on this machine", async () => {
    const headers = { "x-forwarded-for": "203.0.113.7" };
    expect((await adminClient().ask(failure, { token: "local", from: "127.0.0.1", headers })).status).toBe(
      401,
    );
  });
});

describe("role", () => {
  const discard = { json: { reason: "test order" } };
  const newToken = { json: { name: "vera", roles: ["viewer"], reason: "new colleague" } };

  test.each([
    ["producer", 403, 403, 403],
    ["viewer", 200, 403, 403],
    ["operator", 200, 200, 403],
    ["admin", 200, 200, 201],
  ])("%s: reading %i, acting %i, tokens %i", async (token, reading, acting, tokens) => {
    const { ask } = adminClient();
    expect((await ask(failure, { token })).status).toBe(reading);
    expect((await ask(`${failure}/retry-now`, { token, ...discard })).status).toBe(acting);
    expect((await ask("/api/v1/tokens", { token, ...newToken })).status).toBe(tokens);
  });

  test("nobody acts without the role, whatever the act", async () => {
    const { ask, recorded } = adminClient();
    const acts = [
      ...["retry-now", "discard", "restore", "answer"].map((act) => [`${failure}/${act}`, "POST"]),
      ...["pause", "resume", "cancel", "advance"].map((act) => [
        `/api/v1/replays/${messageId}/${act}`,
        "POST",
      ]),
      ["/api/v1/replays", "POST"],
      [`/api/v1/replays/${messageId}`, "PATCH"],
      [`/api/v1/failure-groups/${messageId}`, "PATCH"],
      ["/api/v1/tokens", "POST"],
      [`/api/v1/tokens/${messageId}?reason=x`, "DELETE"],
      [`/api/v1/tokens/${messageId}/rotate`, "POST"],
    ] as const;
    for (const [path = "", method = ""] of acts) {
      const body = method === "DELETE" ? {} : { json: { reason: "x" } };
      expect([path, (await ask(path, { token: "viewer", method, ...body })).status]).toEqual([path, 403]);
    }
    expect(recorded.acts).toEqual([]);
  });
});

describe("open to everybody", () => {
  test("/livez says that the process runs, and asks nothing", async () => {
    const health = () => Promise.reject(new Error("not asked"));
    expect(await adminClient({ health }).ask("/livez", { token: "" })).toMatchObject({ status: 200 });
  });

  test("/readyz is 503 while the database does not answer", async () => {
    const up = await adminClient().ask("/readyz", { token: "" });
    expect([up.status, up.json]).toEqual([200, { status: "ready", database: "up" }]);
    const health = async () => ({ database: false, broker: true });
    const down = await adminClient({ health }).ask("/readyz", { token: "" });
    expect([down.status, down.json]).toEqual([503, { status: "not ready", database: "down", broker: "up" }]);
  });

  test("the description names every path of the API, and that it needs a token or a session", async () => {
    const { json } = await adminClient().ask("/openapi.json", { token: "" });
    expect(json.openapi).toBe("3.1.0");
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining([
        "/api/v1/failures",
        "/api/v1/failures/{id}/payload",
        "/api/v1/failures/{id}/recording",
        "/api/v1/replays/{id}/cancel",
      ]),
    );
    const secured = Object.entries<Record<string, { security?: unknown }>>(json.paths).flatMap(
      ([path, methods]) =>
        Object.values(methods).map(({ security }) => [
          path.startsWith("/auth/") || path === "/api/v1/diagnostics",
          JSON.stringify(security),
        ]),
    );
    const expected = (open: unknown) => (open === true ? "[]" : '[{"bearer":[]},{"session":[]}]');
    expect(secured.filter(([open, security]) => security !== expected(open))).toEqual([]);
  });
});
