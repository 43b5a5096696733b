import { defineSimulator, type SimulatorContext } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { auth0Error, respond, type Answer } from "./simulator/answer.ts";
import { eventStream } from "./simulator/event-stream.ts";
import { logStream } from "./simulator/log-stream.ts";
import { rateLimit, tooMany } from "./simulator/limit.ts";
import { Changes, Credentials, NewUser, readBody } from "./simulator/requests.ts";
import { tokenEndpoint } from "./simulator/tokens.ts";
import { userStore, type SimulatedUser } from "./simulator/users.ts";
import type { Auth0Secrets, Auth0Settings } from "./src/settings.ts";

type Auth0Context = SimulatorContext<Auth0Settings, Auth0Secrets>;

/**
 * Auth0, as far as the adapter uses it: tokens, users, the event stream and the log stream that tell of them; and the sign-up of a guest,
 * `POST /dbconnections/signup`, by which users come who were not made by the bus, and their signing in,
 * `POST /usernamepassword/login`.
 */
export default defineSimulator<Auth0Settings, Auth0Secrets>({
  adapter: "auth0",
  api: (context) => {
    const { operation, read } = context;
    const tenant = openTenant(context);
    return new Hono()
      .post("/oauth/token", async (c) => respond(tenant.token(await fieldsOf(c))))
      .post("/dbconnections/signup", async (c) => respond(tenant.signUp(await c.req.text())))
      .post("/usernamepassword/login", async (c) => respond(tenant.signIn(await c.req.text())))
      .use("/api/v2/*", (c, next) => tenant.guard(c, next))
      .post(
        "/api/v2/users",
        operation("createUser", async (c) => respond(tenant.create(await c.req.text()))),
      )
      .get(
        "/api/v2/users-by-email",
        read("usersByEmail", (c) => respond(tenant.byEmail(c.req.query("email")))),
      )
      .get(
        "/api/v2/users/:id",
        read("readUser", (c) => respond(tenant.show(idOf(c)))),
      )
      .patch("/api/v2/users/:id", async (c) => {
        // All changes are one endpoint, and three operations.
        const text = await c.req.text();
        const name = changeOf(text);
        return operation(name, () => respond(tenant.change(idOf(c), text, name)))(c);
      })
      .delete(
        "/api/v2/users/:id",
        operation("deleteUser", (c) => respond(tenant.remove(idOf(c)))),
      )
      .all("/*", () => respond(auth0Error(404, "Not Found")));
  },
  refusals: {
    reject: () => respond(auth0Error(400, "The operation is not supported.", "operation_not_supported")),
    rateLimit: (_c, nowMs) => respond(tooMany(nowMs)),
    unavailable: () => respond(auth0Error(503, "Service unavailable")),
  },
});

const idOf = (c: Context): string => c.req.param("id") ?? "";

function changeOf(text: string): "deactivateUser" | "setConsent" | "updateUser" {
  if (/^\{"blocked":true\}$/.test(text)) return "deactivateUser";
  return /^\{"(user|app)_metadata":\{"consent_[^"]+":"[a-z_]+"\}\}$/.test(text) ? "setConsent" : "updateUser";
}

async function fieldsOf(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (c.req.header("content-type")?.startsWith("application/json") !== true)
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function openTenant({ settings, secrets, nowMs, effects, sendWebhook }: Auth0Context) {
  const users = userStore(nowMs);
  const tokens = tokenEndpoint({ secrets, audience: settings.audience, nowMs });
  const limit = rateLimit(nowMs);
  const stream = eventStream({
    settings,
    secrets,
    nowMs,
    send: (content) => {
      if (settings.eventStream) sendWebhook("events", content);
    },
  });
  const log = logStream({ secrets, nowMs, send: (content) => sendWebhook("logs", content) });
  const referenceOf = ({ user_id, app_metadata }: SimulatedUser): string => {
    const externalId = (app_metadata as Readonly<Record<string, unknown>> | undefined)?.[
      settings.externalIdKey
    ];
    return typeof externalId === "string" ? externalId : user_id;
  };
  const record = (operation: string, user: SimulatedUser) =>
    effects.add({ operation, reference: referenceOf(user), user: user.user_id });
  const create = (text: string, operation: string): Answer => {
    const wanted = readBody(NewUser, text);
    if (!wanted.ok) return wanted.answer;
    const made = users.create(wanted.value);
    if (!made.ok) return made.answer;
    record(operation, made.user);
    stream.tell("user.created", made.user);
    return { status: 201, body: made.user };
  };
  return {
    token: (fields: unknown) => tokens.grant(fields),
    create: (text: string) => create(text, "createUser"),

    /** The public sign-up: without a token, and the guest chooses the password. */
    signUp(text: string): Answer {
      const { client_id: _client, ...wanted } = JSON.parse(text) as Record<string, unknown>;
      const { status, body } = create(JSON.stringify(wanted), "signUp");
      if (status !== 201)
        return { status: 400, body: { code: "invalid_signup", description: "Invalid sign up" } };
      const user = body as SimulatedUser;
      const { user_id, email } = user;
      log.write("ss", user);
      return { status: 200, body: { _id: user_id.split("|")[1], email, email_verified: false } };
    },

    /** As the hosted login page does it; the ticket that it answers with leads nowhere here. */
    signIn(text: string): Answer {
      const given = readBody(Credentials, text);
      if (!given.ok) return given.answer;
      const { username, password, client_id } = given.value;
      const user = users.signedIn(username, password);
      log.write(user ? "s" : "fp", user, { client_id, details: { session_id: `session-${nowMs()}` } });
      return user
        ? { status: 200, body: { login_ticket: user.user_id } }
        : { status: 403, body: { code: "invalid_user_password", description: "Wrong email or password." } };
    },

    show(id: string): Answer {
      const user = users.find(id);
      return user
        ? { status: 200, body: user }
        : auth0Error(404, "The user does not exist.", "inexistent_user");
    },

    byEmail: (email: string | undefined): Answer =>
      email === undefined
        ? auth0Error(
            400,
            "Query validation error: 'Missing required property: email'.",
            "invalid_query_string",
          )
        : { status: 200, body: users.withEmail(email) },

    change(id: string, text: string, operation: string): Answer {
      const changes = readBody(Changes, text);
      if (!changes.ok) return changes.answer;
      const changed = users.change(id, changes.value);
      if (!changed.ok) return changed.answer;
      const { user, before } = changed;
      if (before) {
        record(operation, user);
        stream.tell("user.updated", user, before);
      }
      return { status: 200, body: user };
    },

    /** 204 whether or not there was such a user. */
    remove(id: string): Answer {
      const user = users.remove(id);
      if (user) {
        record("deleteUser", user);
        stream.tell("user.deleted", user);
        log.write("sdu", user);
      }
      return { status: 204 };
    },

    /** The token and the limit stand before every call of the Management API. */
    async guard(c: Context, next: () => Promise<void>): Promise<Response | undefined> {
      const refusal = tokens.refusal(c.req.header("authorization"));
      if (refusal) return respond(refusal);
      const taken = limit.take();
      if (taken.refusal) return respond(taken.refusal);
      await next();
      for (const [name, value] of Object.entries(taken.headers))
        if (!c.res.headers.has(name)) c.res.headers.set(name, value);
      return undefined;
    },
  };
}
