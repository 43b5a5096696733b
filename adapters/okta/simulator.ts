import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { notFound, oktaError, respond, tooMany, type Answer } from "./simulator/answer.ts";
import { eventHook } from "./simulator/event-hook.ts";
import { isStep, userStore, type Change, type SimulatedUser } from "./simulator/users.ts";
import type { OktaSecrets, OktaSettings } from "./src/settings.ts";

type OktaContext = SimulatorContext<OktaSettings, OktaSecrets>;

/** Okta, as far as the adapter uses it: users, the steps of their life cycle, and the event hook that tells of them. */
export default defineSimulator<OktaSettings, OktaSecrets>({
  adapter: "okta",
  api: (context) => {
    const { operation, read } = context;
    const org = openOrg(context);
    return new Hono()
      .use("/api/v1/*", (c, next) => org.guard(c, next))
      .post(
        "/api/v1/users",
        operation("createUser", async (c) => respond(await org.create(c))),
      )
      .get(
        "/api/v1/users",
        read("searchUsers", (c) => respond(org.search(c.req.query("search") ?? ""))),
      )
      .get(
        "/api/v1/users/:id",
        read("readUser", (c) => respond(org.show(idOf(c)))),
      )
      .post(
        "/api/v1/users/:id",
        operation("updateUser", async (c) => respond(await org.change(c))),
      )
      .post(
        "/api/v1/users/:id/lifecycle/:step",
        operation("deactivateUser", (c) => respond(org.step(c))),
      )
      .delete(
        "/api/v1/users/:id",
        operation("deleteUser", (c) => respond(org.remove(idOf(c)))),
      )
      .all("/*", (c) => respond(oktaError(404, "E0000022", `Not supported: ${c.req.method} ${c.req.path}`)));
  },
  refusals: {
    reject: () => respond(oktaError(400, "E0000001", "Api validation failed: user", ["user: not possible"])),
    rateLimit: (_c, nowMs) => respond(tooMany(nowMs)),
    unavailable: () => respond(oktaError(503, "E0000009", "Internal Server Error")),
  },
});

const idOf = (c: Context): string => c.req.param("id") ?? "";

function openOrg({ settings, secrets, nowMs, effects, sendWebhook }: OktaContext) {
  const users = userStore(nowMs, [settings.externalIdKey]);
  const send = (content: Parameters<typeof sendWebhook>[1]) => {
    if (settings.eventHook) sendWebhook("events", content);
  };
  const hook = eventHook({ settings, secrets, nowMs, send });
  const limit = minuteLimit(nowMs);
  const settle = (operation: string, changed: Change, body: (user: SimulatedUser) => Answer): Answer => {
    if (!changed.ok) return changed.answer;
    const { user, eventType } = changed;
    if (eventType !== undefined) {
      const externalId = user.profile[settings.externalIdKey];
      effects.add({
        operation,
        reference: typeof externalId === "string" ? externalId : user.id,
        user: user.id,
      });
      hook.tell(eventType, user);
    }
    return body(user);
  };
  const whole = (user: SimulatedUser): Answer => ({ status: 200, body: user });
  return {
    create: async (c: Context) =>
      settle("createUser", users.create(await c.req.text(), c.req.query("activate") !== "false"), whole),
    change: async (c: Context) => settle("updateUser", users.change(idOf(c), await c.req.text()), whole),
    show(id: string): Answer {
      const user = users.find(id);
      return user ? whole(user) : notFound(id);
    },
    /** One attribute that equals a text, which is all of Okta's filter language that the adapter uses. */
    search(filter: string): Answer {
      const [, name = "", text] = /^profile\.(\w+) eq ("(?:[^"\\]|\\.)*")$/.exec(filter) ?? [];
      if (text === undefined) return oktaError(400, "E0000031", "Invalid search criteria.");
      return { status: 200, body: users.having(name, String(JSON.parse(text))) };
    },
    step(c: Context): Answer {
      const name = c.req.param("step") ?? "";
      if (!isStep(name)) return oktaError(404, "E0000022", `Not supported: ${name}`);
      return settle(`${name}User`, users.step(idOf(c), name), () => ({ status: 200, body: {} }));
    },
    remove(id: string): Answer {
      const isLast = users.find(id)?.status === "DEPROVISIONED";
      return settle(isLast ? "deleteUser" : "deactivateUser", users.remove(id), () => ({ status: 204 }));
    },
    /** The token and the limit stand before every call. */
    async guard(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
      if (c.req.header("authorization") !== `SSWS ${secrets.apiToken}`)
        return respond(oktaError(401, "E0000011", "Invalid token provided"));
      if (!limit.take()) return respond(tooMany(nowMs));
      await next();
      return undefined;
    },
  };
}

/** 600 requests in a minute, counted anew in each. */
function minuteLimit(nowMs: () => number) {
  let minute = 0;
  let taken = 0;
  return {
    take(): boolean {
      const now = Math.floor(nowMs() / 60_000);
      taken = now === minute ? taken + 1 : 1;
      minute = now;
      return taken <= 600;
    },
  };
}
