import { readJson } from "@spindlebus/contracts";
import { defineSimulator, type SimulatorContext, type SimulatorHandler } from "@spindlebus/bus/testing";
import { type Context, Hono } from "hono";
import { createHmac } from "node:crypto";
import type { z } from "zod";
import { openBusiness } from "./simulator/business.ts";
import { RemoveRequest } from "./simulator/removal.ts";
import { CheckinRequest, CustomerRequest, RedeemRequest } from "./simulator/requests.ts";
import type { PunchhSecrets, PunchhSettings } from "./src/settings.ts";

type PunchhContext = SimulatorContext<PunchhSettings, PunchhSecrets>;

const checkins = "/api2/dashboard/checkins";

/**
 * Punchh as far as the adapter uses it: check-ins and redemptions by the admin key, sign-up by the digest of the online
 * ordering API, a look-up, deletions, and the webhooks that follow. A repeated external_uid gives the first check-in.
 */
export default defineSimulator<PunchhSettings, PunchhSecrets>({
  adapter: "punchh",
  api: (context) => {
    const { operation, read } = context;
    const business = openBusiness(context);
    const checkin: SimulatorHandler = (c) =>
      checked(c, CheckinRequest, (request) => send(business.checkin(request)));
    const accrue = operation("accruePoints", checkin);
    const voiding = operation("voidCheckin", checkin);
    return new Hono()
      .use(async (c, next) => refusedBy(c, context) ?? (await refusedDigest(c, context)) ?? next())
      .post(checkins, async (c) => ((await isVoid(c)) ? voiding(c) : accrue(c)))
      .post(
        "/api2/dashboard/redemptions/force_redeem",
        operation("redeem", (c) =>
          checked(c, RedeemRequest, ({ user_id: user, redemption }) => {
            const { reward_id: reward, requested_punches: points, force_message: reference } = redemption;
            return send(business.redeem(user, { reward, points, reference }));
          }),
        ),
      )
      .post(
        "/api/auth/customers.json",
        operation("enroll", (c) =>
          checked(c, CustomerRequest, ({ client, user }) =>
            client === context.settings.client ? send(business.enroll(user)) : refused(401, "INVALID_CLIENT"),
          ),
        ),
      )
      .get(
        "/api2/dashboard/users/info",
        read("userInfo", (c) => send(business.info(c.req.query("email")))),
      )
      .delete(
        "/api2/dashboard/users/deactivate",
        operation("eraseGuest", (c) => send(business.deactivate(c.req.query("user_id") ?? ""))),
      )
      .delete(
        "/api2/dashboard/users",
        operation("eraseGuest", (c) =>
          checked(c, RemoveRequest, ({ user_id: user }) => send(business.remove(user))),
        ),
      )
      .all("/*", () => refused(404, "Not Found"));
  },
  refusals: {
    reject: () => refused(422, "Given request is not allowed for this guest"),
    rateLimit: () => refused(429, "Too many requests"),
    unauthorized: () => refused(401, "You need to sign in or sign up before continuing."),
    unavailable: () => refused(503, "Service unavailable"),
  },
});

const refused = (status: number, errors: string): Response => Response.json({ errors }, { status });

const send = ({ status, body }: { readonly status: number; readonly body: object }): Response =>
  Response.json(body, { status, headers: { "x-request-id": "5f0c1d2e-0000-4000-8000-00000000000f" } });

/** Headers that every request needs, and the admin key of the platform functions. */
function refusedBy(c: Context, { secrets }: PunchhContext): Response | undefined {
  if (!c.req.header("user-agent")) return refused(400, "User-Agent is missing");
  const hasBody = c.req.method !== "GET" && (c.req.header("content-length") ?? "0") !== "0";
  if (hasBody && !(c.req.header("content-type") ?? "").startsWith("application/json"))
    return refused(400, "data was not valid JSON");
  const isPlatform = c.req.path.startsWith("/api2/dashboard/");
  if (isPlatform && c.req.header("authorization") !== `Bearer ${secrets.adminKey}`)
    return refused(401, "You need to sign in or sign up before continuing.");
  return undefined;
}

/** The online ordering API wants HMAC-SHA1 of path and body in hex. */
async function refusedDigest(c: Context, { secrets }: PunchhContext): Promise<Response | undefined> {
  if (!c.req.path.startsWith("/api/auth/")) return undefined;
  const body = await c.req.text();
  const wanted = createHmac("sha1", secrets.clientSecret).update(`${c.req.path}${body}`).digest("hex");
  return c.req.header("x-pch-digest") === wanted ? undefined : refused(412, "");
}

async function isVoid(c: Context): Promise<boolean> {
  return CheckinRequest.safeParse(readBody(await c.req.text())).data?.state === "void";
}

/** Refuses a body whose shape is wrong, or lets it act. */
async function checked<Request>(
  c: Context,
  schema: z.ZodType<Request>,
  act: (request: Request) => Response,
): Promise<Response> {
  const request = schema.safeParse(readBody(await c.req.text()));
  if (request.success) return act(request.data);
  const [issue] = request.error.issues;
  return refused(
    400,
    `Required parameter missing or the value is empty: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}

/** Ids of 64 bits keep their digits; what is not JSON fits no schema. */
function readBody(text: string): unknown {
  const json = readJson(new TextEncoder().encode(text), { bigIntegers: "string" });
  return json.ok ? json.value : undefined;
}
