import { expect, test } from "vitest";
import { serve } from "../http/serve.ts";
import { toyIngress } from "./toy-ingress.ts";
import { bodyOf, structured, toyEvent, toyTokens } from "./toy-publisher.ts";

const publishAs = (authorization: string | undefined): RequestInit => {
  const { headers, ...init } = structured(toyEvent());
  const others = Object.fromEntries([...new Headers(headers)].filter(([name]) => name !== "authorization"));
  return { ...init, headers: { ...others, ...(authorization !== undefined && { authorization }) } };
};

test("a missing, a malformed, a wrong and a foreign-scheme token get the very same answer", async () => {
  const { request } = toyIngress();
  const answers: unknown[] = [];
  for (const authorization of [undefined, "Bearer", "Bearer wrong", "Basic cG9zOnBvcw=="]) {
    const response = await request("/v1/messages", publishAs(authorization));
    answers.push([response.status, response.headers.get("www-authenticate"), await response.text()]);
  }
  expect(answers[0]).toEqual([401, 'Bearer realm="spindle"', expect.stringContaining("unauthenticated")]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("a token without the role may not publish, and may read receipts", async () => {
  const { request } = toyIngress();
  const admin = `Bearer ${toyTokens.admin}`;
  expect((await request("/v1/messages", publishAs(admin))).status).toBe(403);
  const receipt = await request("/v1/messages/0190a000-0000-7000-8000-000000000000", {
    headers: { authorization: admin },
  });
  expect(receipt.status).toBe(404);
});

test("a known token costs one query within five seconds, and is asked for again after them", async () => {
  const { request, queries, clock } = toyIngress();
  const publish = () => request("/v1/messages", publishAs(`bearer ${toyTokens.producer}`));
  await publish();
  await publish();
  expect(queries).toHaveLength(1);
  clock.ms += 5_000;
  await publish();
  expect(queries).toHaveLength(2);
});

test("a clock that is set back keeps no token alive that was taken back", async () => {
  const { request, queries, clock } = toyIngress();
  const publish = () => request("/v1/messages", publishAs(`bearer ${toyTokens.producer}`));
  await publish();
  clock.ms -= 3_600_000;
  await publish();
  expect(queries).toHaveLength(2);
});

test("an unknown token is asked for every time: it may have been made just now", async () => {
  const { request, queries } = toyIngress();
  await request("/v1/messages", publishAs("Bearer new"));
  await request("/v1/messages", publishAs("Bearer new"));
  expect(queries).toHaveLength(2);
});

test("while tokens cannot be checked the answer is 503, not 401", async () => {
  const { request } = toyIngress({ databaseError: new Error("connect ECONNREFUSED 10.0.0.7:5432") });
  const response = await request("/v1/messages", publishAs(`Bearer ${toyTokens.producer}`));
  expect([response.status, response.headers.has("retry-after")]).toEqual([503, true]);
  expect(JSON.stringify(await bodyOf(response))).not.toContain("10.0.0.7");
});

test("a loopback token works on this machine only, and not through a proxy on it", async () => {
  const { app } = toyIngress();
  const server = await serve(app.fetch, {
    name: "ingress",
    setting: "SPINDLE_INGRESS_PORT",
    host: "127.0.0.1",
    port: 0,
  });
  try {
    const publish = (headers: Readonly<Record<string, string>> = {}) => {
      const init = publishAs(`Bearer ${toyTokens.local}`);
      const all = { ...Object.fromEntries(new Headers(init.headers)), ...headers };
      return fetch(`http://127.0.0.1:${server.port}/v1/messages`, { ...init, headers: all });
    };
    expect((await publish()).status).toBe(202);
    expect((await publish({ "x-forwarded-for": "203.0.113.9" })).status).toBe(401);
    expect((await publish({ forwarded: "for=203.0.113.9" })).status).toBe(401);
  } finally {
    await server.stop(0);
  }
});

test("a loopback token is refused where the caller's address is not known to be local", async () => {
  const { request } = toyIngress();
  expect((await request("/v1/messages", publishAs(`Bearer ${toyTokens.local}`))).status).toBe(401);
});
