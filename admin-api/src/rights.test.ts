import { hasRight, rights, rightsOfRoles, tokenRoles, type Right } from "@spindlebus/bus/engine";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { adminClient, person } from "./testing/admin-client.ts";
import { aFailure, messageId } from "./testing/fake-operations.ts";

/*
 * Every route of the description against everybody who may ask.
 */

/** Every set of roles that somebody may have, under a token that names it. */
const everybody = tokenRoles.reduce<readonly (readonly string[])[]>(
  (sets, role) => [...sets, ...sets.map((set) => [...set, role])],
  [[]],
);
const nameOf = (roles: readonly string[]) => `roles:${roles.join("+")}`;
const tokens = Object.fromEntries(everybody.map((roles) => [nameOf(roles), person("somebody", ...roles)]));

const { ask, request, recorded } = adminClient({ tokens });
/** For everybody: how one signs in, and out. They stand outside of the API, and see what they need by themselves. */
const openToEverybody = [
  "GET /auth/methods",
  "POST /auth/token",
  "GET /auth/login",
  "GET /auth/callback",
  "POST /auth/logout",
];
/** For everybody: which part is down; what is the matter, only for readers. */
const openInPart = "GET /api/v1/diagnostics";
const described = await describedRoutes();
const routes = described.filter(({ route }) => !openToEverybody.includes(route) && route !== openInPart);

type Described = { readonly route: string; readonly right?: Right | undefined };

async function describedRoutes(): Promise<readonly Described[]> {
  const route = z.object({ "x-right": z.enum(rights).optional() });
  const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), route)) });
  const { paths } = shape.parse((await ask("/openapi.json", { token: "" })).json);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { "x-right": right }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      right,
    })),
  );
}

/** The route with something in place of its parameters; nothing of what came back is read beyond a refusal. */
async function answerOf(route: string, token: string, from = "10.0.0.9") {
  const [method = "", path = ""] = route.split(" ");
  const id = path.includes("/failures/") ? aFailure(1).id : messageId;
  const filled = path.replaceAll(/\{\w+\}/g, encodeURIComponent(id));
  const text = ["GET", "DELETE"].includes(method) ? {} : { text: "{}" };
  const response = await request(filled, { method, token, from, ...text });
  const { status } = response;
  if (status === 403)
    return { status, detail: z.object({ detail: z.string() }).parse(await response.json()).detail };
  await response.body?.cancel();
  return { status };
}

test("every route declares its right, but those that are open to everybody", () => {
  expect(described.length - routes.length).toBe(openToEverybody.length + 1);
  const outside = routes.filter(({ route }) => !route.includes(" /api/v1/"));
  expect(outside.map(({ route }) => route)).toEqual(["GET /metrics"]);
  expect(routes.filter(({ right }) => right === undefined)).toEqual([]);
  expect(routes.length).toBeGreaterThanOrEqual(41);
});

describe(`${routes.length} routes × ${everybody.length} sets of roles`, () => {
  test("let pass exactly those who have the route's right, and tell the others which it is", async () => {
    let refusals = 0;
    for (const { route, right } of routes) {
      for (const roles of everybody) {
        const answer = await answerOf(route, nameOf(roles));
        const may = right !== undefined && hasRight(roles, right);
        expect([route, roles, answer.status !== 403]).toEqual([route, roles, may]);
        if (may) continue;
        refusals += 1;
        expect(answer.detail).toContain(`the right ${right}`);
      }
    }
    expect(refusals).toBeGreaterThan(routes.length);
  });

  test.each([
    ["nobody", ""],
    ["an unknown token", "nonsense"],
  ])("are nothing for %s", async (_who, token) => {
    // Each from an address of its own: one that has failed too often is told to wait.
    for (const [n, { route }] of routes.entries())
      expect([route, (await answerOf(route, token, `10.0.0.${n}`)).status]).toEqual([route, 401]);
  });

  test("do nothing for a publisher", async () => {
    const before = recorded.acts.length;
    for (const { route } of routes)
      expect([route, (await answerOf(route, "producer")).status]).toEqual([route, 403]);
    expect(recorded.acts.length).toBe(before);
  });
});

// After a change that is meant: vitest run --project unit admin-api/src/rights.test.ts -u
test("the page about rights says what holds", async () => {
  const page = ["# Rights and roles", ...intro, ...rights.flatMap(sectionOf)].join("\n\n");
  await expect(`${page}\n`).toMatchFileSnapshot("../../docs/reference/rights.md");
});

const intro = [
  "Every route of the admin API needs one right (`x-right` in `/openapi.json`), and every role has some of them. Whoever has several roles has the rights of all. A route that declares no right is refused to everybody.",
  `Open to everybody, for this is how one signs in: ${openToEverybody.map((route) => `\`${route}\``).join(", ")} ([guide](../how-to/sign-in-to-the-admin-api.md)).`,
  `Open to everybody in part, for it answers while the database is away: \`${openInPart}\`. Which part is down everybody learns; what is the matter, only who has the right read.`,
  Object.entries(rightsOfRoles)
    .map(([role, theirs]) => `- **${role}**: ${theirs.join(", ") || "none"}`)
    .join("\n"),
  "This page is written by `admin-api/src/rights.test.ts`, which asks every route as everybody.",
];

function sectionOf(right: Right): readonly string[] {
  const theirs = routes
    .filter((each) => each.right === right)
    .toSorted((a, b) => (a.route < b.route ? -1 : 1));
  const list = theirs.map(({ route }) => `- \`${route}\``).join("\n");
  return [`## ${right}`, list || "No route yet."];
}
