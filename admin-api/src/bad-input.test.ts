import { describe, expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, messageId } from "./testing/fake-operations.ts";

const failure = `/api/v1/failures/${aFailure(1).id}`;
const json = { "content-type": "application/json" };

/** Every path that takes a body. */
const withBody = [
  [`${failure}/retry-now`, "POST"],
  [`${failure}/discard`, "POST"],
  [`${failure}/restore`, "POST"],
  [`${failure}/answer`, "POST"],
  [`/api/v1/failure-groups/${messageId}`, "PATCH"],
  ["/api/v1/failure-groups/change", "POST"],
  ["/api/v1/replays", "POST"],
  ["/api/v1/replays/preview", "POST"],
  [`/api/v1/replays/${messageId}`, "PATCH"],
  [`/api/v1/replays/${messageId}/pause`, "POST"],
  [`/api/v1/replays/${messageId}/resume`, "POST"],
  [`/api/v1/replays/${messageId}/cancel`, "POST"],
  [`/api/v1/replays/${messageId}/advance`, "POST"],
  ["/api/v1/tokens", "POST"],
] as const;

const bodies = [
  ["no media type", 415, "{}", { "content-type": "" }],
  ["a form", 415, "reason=x", { "content-type": "application/x-www-form-urlencoded" }],
  ["text that looks like JSON", 415, '{"reason":"x"}', { "content-type": "text/plain" }],
  ["another character set", 415, "{}", { "content-type": "application/json; charset=utf-16" }],
  ["a packed body", 415, "{}", { ...json, "content-encoding": "gzip" }],
  ["nothing", 400, "", json],
  ["half an object", 400, '{"reason":', json],
  ["a key twice", 400, '{"reason":"x","reason":"y"}', json],
  ["__proto__", 400, '{"__proto__":{"reason":"x"}}', json],
  ["NUL", 400, '{"reason":"a\\u0000b"}', json],
  ["a lone surrogate", 400, '{"reason":"\\ud800"}', json],
  ["a number beyond 2^53", 400, '{"reason":9007199254740993}', json],
  ["20,000 levels", 400, "[".repeat(20_000) + "]".repeat(20_000), json],
  ["2 MB", 413, JSON.stringify({ reason: "x".repeat(2_000_000) }), json],
  ["an array", 422, "[]", json],
  ["null", 422, "null", json],
  ["an unknown field", 422, '{"reason":"x","resaon":"y"}', json],
] as const;

describe("bodies", () => {
  test.each(bodies)(
    "%s is %i on every path that takes a body, and nothing is done",
    async (_what, status, text, headers) => {
      const { ask, recorded, lines } = adminClient();
      for (const [path, method] of withBody) {
        const answer = await ask(path, { method, text, headers });
        expect([path, answer.status]).toEqual([path, status]);
        expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
        expect(answer.json).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
      }
      expect(recorded.acts).toEqual([]);
      expect(lines.every(({ level }) => level === "info")).toBe(true);
    },
  );

  test("an endless body without a length is cut off", async () => {
    const { ask } = adminClient();
    const answer = await ask("/api/v1/replays", {
      text: "x".repeat(1_100_000),
      headers: { "transfer-encoding": "chunked" },
    });
    expect(answer.status).toBe(413);
  });

  test("every fault is named at once, by JSON Pointer, without its value", async () => {
    const { json: problem, text } = await adminClient().ask("/api/v1/replays", {
      json: {
        selection: { filter: { state: "deaf", rout: "secret-value" }, expectedCount: -1 },
        ratePerSecond: 0,
        ramp: ["rest", 1],
        reason: " ",
      },
    });
    const pointers = problem.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.toSorted()).toEqual([
      "/ramp",
      "/ratePerSecond",
      "/reason",
      "/selection/expectedCount",
      "/selection/filter/rout",
      "/selection/filter/state/0",
    ]);
    expect(text).not.toContain("secret-value");
  });

  test.each([
    ["missing", {}],
    ["empty", { reason: "" }],
    ["blank", { reason: " \t\n" }],
    ["a novel", { reason: "x".repeat(501) }],
    ["no text", { reason: 7 }],
  ])("a reason that is %s is refused", async (_what, body) => {
    const { status, json: problem } = await adminClient().ask(`${failure}/retry-now`, { json: body });
    expect(status).toBe(422);
    expect(problem.errors).toMatchObject([{ pointer: "/reason" }]);
  });
});

describe("queries and paths", () => {
  test.each([
    "state=deaf",
    "state=",
    "route=a.b&route=c.d",
    "limit=0",
    "limit=201",
    "limit=1e9",
    "limit=x",
    "limit=9007199254740993",
    "cursor=x",
    "cursor=",
    "cursor=WyIxIiwiMiIsIjMiXQ",
    "group=x",
    "from=yesterday",
    "from=2026-02-31T00:00:00Z",
    "to=2026-11-23",
    "q=",
    "q=%00",
    `q=${"x".repeat(1_001)}`,
    "route=%00",
    "stat=dead",
    "__proto__=1",
  ])("failures?%s is 400", async (query) => {
    const { status, json: problem } = await adminClient().ask(`/api/v1/failures?${query}`);
    expect(status).toBe(400);
    expect(problem.errors.length).toBeGreaterThan(0);
  });

  test.each([
    "x",
    messageId,
    `${messageId}:`,
    `${messageId}:a.b.c`,
    `${messageId}:%00`,
    "%00",
    "%ZZ",
    "..%2f..%2fetc",
    `${"9".repeat(5_000)}:a.b`,
  ])("failures/%s and what is below it are 400 or 404", async (id) => {
    const { ask, lines } = adminClient();
    for (const below of ["", "/data", "/payload", "/recording", "/attempts", "/history"]) {
      expect([400, 404]).toContain((await ask(`/api/v1/failures/${id}${below}`)).status);
    }
    expect(lines.every(({ level }) => level === "info")).toBe(true);
  });

  test("what does not exist is 404", async () => {
    const { ask } = adminClient();
    const nobody = "01890a5d-ac96-774b-bcce-ffffffffffff";
    const why = "reason=x";
    const paths = [
      ...["", "/data", `/payload?${why}`, `/recording?${why}`, "/attempts", "/history"].map(
        (below) => `/api/v1/failures/${nobody}:paytronix.accruePoints${below}`,
      ),
      `/api/v1/failure-groups/${nobody}`,
      `/api/v1/messages/${nobody}`,
      `/api/v1/messages/${nobody}/data`,
      `/api/v1/replays/${nobody}`,
      `/api/v1/replays/${nobody}/items`,
      "/api/v1/connections/nobody",
      "/api/v1/no-such-thing",
      "/no-such-thing",
    ];
    for (const path of paths) {
      const { status, json: problem } = await ask(path);
      expect([path, status, problem.code]).toEqual([path, 404, "not-found"]);
    }
  });

  test("another method is 405 and names those that are allowed", async () => {
    const { ask } = adminClient();
    for (const [path, method, allow] of [
      ["/api/v1/failures", "DELETE", "GET"],
      ["/api/v1/replays", "PUT", "GET, POST"],
      [`/api/v1/replays/${messageId}`, "POST", "GET, PATCH"],
      ["/livez", "POST", "GET"],
    ] as const) {
      const { status, headers, json: problem } = await ask(path, { method });
      expect([path, status, problem.code, headers.get("allow")]).toEqual([
        path,
        405,
        "method-not-allowed",
        allow,
      ]);
    }
  });

  test("an unknown contract names those that look like it", async () => {
    const { status, json: problem } = await adminClient().ask("/api/v1/contracts/order.complete.v1");
    expect([status, problem.detail]).toEqual([404, expect.stringContaining("order.completed.v1")]);
  });
});

describe("our own faults", () => {
  test("a fault of ours is 500 and says nothing of the inside; the log does, with the request's id", async () => {
    const broken = new Error('relation "delivery" does not exist');
    const { ask, lines } = adminClient({ broken });
    const { status, text, headers } = await ask("/api/v1/failures?q=jane.doe");
    expect(status).toBe(500);
    expect(text).not.toMatch(/relation|delivery|\.ts/);
    expect(lines).toMatchObject([{ level: "error", status: 500, reason: broken.message }]);
    expect(lines[0]?.["requestId"]).toBe(headers.get("x-request-id"));
  });

  test("a database that is away is 503 with a time to come back", async () => {
    const broken = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const { ask, lines } = adminClient({ broken, isOutage: (error) => error === broken });
    const { status, headers, json: problem } = await ask("/api/v1/failures");
    expect([status, problem.code]).toEqual([503, "unavailable"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(lines).toMatchObject([{ level: "warn" }]);
  });

  test("a request is one line in the log, without what was searched for, said or sent", async () => {
    const { ask, lines } = adminClient();
    await ask("/api/v1/failures?q=jane.doe@example.com");
    await ask(`${failure}/retry-now`, { json: { reason: "called Jane Doe" } });
    expect(lines).toMatchObject([
      { method: "GET", route: "/api/v1/failures", status: 200, actor: "root", level: "info" },
      { method: "POST", route: "/api/v1/failures/:id/retry-now", status: 200 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/jane|token/i);
  });
});
