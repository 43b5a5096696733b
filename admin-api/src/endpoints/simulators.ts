import { createRoute, z } from "@hono/zod-openapi";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf, type AdminContext } from "../env.ts";
import { Reason, Text } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { SimulatorsAway, type Simulator, type Simulators } from "../simulators.ts";
import { listOf } from "./shapes.ts";

/** A simulated vendor may stand for several connections. */
const ofEverything = { ofEverything: true };
const kinds = [
  "none",
  "outage",
  "reject",
  "slow",
  "rateLimit",
  "unauthorized",
  "commitThenDrop",
  "malformed",
] as const;

const Fault = z.looseObject({ kind: z.string(), hits: z.int() });
const SimulatorView = z
  .object({
    address: z.string().openapi({ description: "What it is called by in paths." }),
    adapter: z.string(),
    connection: z.string(),
    operations: z.array(z.string()).readonly(),
    fault: Fault,
  })
  .openapi("Simulator");
const FaultView = z.object({ address: z.string(), fault: Fault }).openapi("SimulatorFault");
const Effects = z.object({ count: z.int().min(0) }).openapi("SimulatorEffects");

const FaultBody = z.strictObject({
  kind: z.enum(kinds).openapi({ description: "none ends the fault that is in force." }),
  operation: Text(100).optional(),
  share: z.number().min(0).max(1).optional(),
  after: z.int().min(1).optional(),
  count: z.int().min(1).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  mode: z.enum(["refuse", "503"]).optional(),
  reason: Reason,
});

const params = z.object({ adapter: Text(100) });

const listRoute = createRoute({
  ...reading("simulators", "read", ofEverything),
  method: "get",
  path: "/simulators",
  summary: "The simulated vendors and their faults; 404 where none runs",
  responses: { 200: json(listOf(SimulatorView), "All simulators"), ...problems },
});

const effectsRoute = createRoute({
  ...reading("simulators", "read", ofEverything),
  method: "get",
  path: "/simulators/{adapter}/effects",
  summary: "How often a simulated vendor did something",
  request: { params },
  responses: { 200: json(Effects, "The number"), ...problems },
});

/** Simulated vendors, for trying out what happens when one fails: the console talks to its own origin only. */
export function simulatorEndpoints({ simulators, operations: { audit, idempotencyKeys } }: AdminPorts) {
  const faultRoute = createRoute({
    ...acting("simulators", "act-in-bulk", idempotencyKeys, ofEverything),
    method: "put",
    path: "/simulators/{adapter}/fault",
    summary: "Puts a fault in force at a simulated vendor, or ends it",
    request: { params, body: jsonRequest(FaultBody) },
    responses: { 200: json(FaultView, "The fault in force"), ...problems },
  });
  const at = (address: string) => found(simulators, address);
  return newRouter()
    .openapi(listRoute, async (c) => {
      if (!simulators) return none(c);
      return answered(c, async () => c.json({ data: await simulators.list() }, 200));
    })
    .openapi(effectsRoute, (c) =>
      answered(c, async () => {
        const { adapter } = c.req.valid("param");
        const here = await at(adapter);
        return here ? c.json({ count: await here.simulators.effects(adapter) }, 200) : none(c);
      }),
    )
    .openapi(faultRoute, (c) =>
      answered(c, async () => {
        const { adapter } = c.req.valid("param");
        const { reason, ...fault } = c.req.valid("json");
        const here = await at(adapter);
        if (!here) return none(c);
        const put = await here.simulators.putFault(adapter, fault);
        if (!put.ok) return problem(c, "invalid", put.detail, { errors: put.errors });
        const detail = { before: here.simulator.fault, after: put.fault };
        const line = { actor: actorOf(c), reason, action: "simulator.fault", detail };
        await audit.append({ ...line, target: `simulator:${adapter}` }).catch(async (error: unknown) => {
          // Nothing stays in force that nobody has noted.
          await here.simulators.putFault(adapter, { kind: "none" });
          throw error;
        });
        return c.json({ address: adapter, fault: put.fault }, 200);
      }),
    );
}

async function found(
  simulators: Simulators | undefined,
  address: string,
): Promise<{ readonly simulators: Simulators; readonly simulator: Simulator } | undefined> {
  const simulator = (await simulators?.list())?.find((each) => each.address === address);
  return simulators && simulator && { simulators, simulator };
}

async function answered<Answer>(c: AdminContext, ask: () => Promise<Answer>) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof SimulatorsAway)) throw error;
    return problem(c, "unavailable", error.message);
  }
}

const none = (c: AdminContext) =>
  problem(
    c,
    "not-found",
    "No such simulator runs here: they run under spindle start --simulators, and never in production.",
  );
