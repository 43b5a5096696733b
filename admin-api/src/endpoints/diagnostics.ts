import { createRoute, z } from "@hono/zod-openapi";
import { hasRight, type Diagnosed } from "@spindlebus/bus/engine";
import { json, problems } from "../answers.ts";
import { isLimited, type AdminContext } from "../env.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { recognise } from "../sign-in/recognise.ts";
import type { SignIn } from "../sign-in/open-sign-in.ts";
import { Time } from "./shapes.ts";

const toReaders = "Only for those who may read, and while the database can tell who they are.";

const Diagnostics = z
  .object({
    checks: z
      .array(
        z.object({
          name: z.string(),
          ok: z.boolean(),
          words: z.string().optional().openapi({ description: toReaders }),
          next: z.string().nullable().optional().openapi({ description: "What to do about it." }),
          setting: z.string().nullable().optional().openapi({ description: "Its environment variable." }),
          tookMs: z.int().optional(),
        }),
      )
      .readonly(),
    version: z.string().optional().openapi({ description: toReaders }),
    startedAt: Time.optional(),
  })
  .openapi("Diagnostics");

/** Tells how everything is that Spindle rests on: to everybody which part is down, and to readers what is the matter. */
export function diagnosticsEndpoints(ports: AdminPorts, signIn: SignIn) {
  const { diagnose, installed } = ports;
  const canTell = async () => (await diagnose()).some(({ name, ok }) => name === "database" && ok);
  const route = createRoute({
    security: [],
    tags: ["installation"],
    method: "get",
    path: "/api/v1/diagnostics",
    summary: "How database, broker and the other parts are; answers while any of them is away",
    middleware: [recognise(signIn, canTell, ports.isOutage)],
    responses: { 200: json(Diagnostics, "How it is"), ...problems },
  });
  return newRouter().openapi(route, async (c) => {
    const checks = await diagnose();
    const reader = readerIn(c);
    if (!reader) return c.json({ checks: checks.map(short) }, 200);
    const shown = isLimited(reader)
      ? checks.map((each) => (ofConnections.has(each.name) ? short(each) : each))
      : checks;
    const { version, startedAt } = installed;
    return c.json({ checks: shown, version, startedAt }, 200);
  });
}

/** What these say names connections. */
const ofConnections: ReadonlySet<string> = new Set(["queues", "adapters"]);

const short = ({ name, ok }: Diagnosed) => ({ name, ok });

function readerIn(c: AdminContext) {
  const principal = c.get("principal");
  return principal && hasRight(principal.roles, "read") ? principal : undefined;
}
