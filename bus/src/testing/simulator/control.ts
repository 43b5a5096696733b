import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import { Fault } from "./fault.ts";
import { keptRequests, masked } from "./received.ts";
import type { SimulatedVendor } from "./vendor.ts";

/** A vendor as the control API drives it. */
export type ControlledVendor = {
  readonly vendor: SimulatedVendor;
  readonly url: string;
  /** Puts a fault in force; resolves once the vendor's port is closed or open accordingly. */
  readonly putFault: (fault: Fault) => Promise<void>;
};

/** The control API of the simulators: what they did and received, and the faults in force. */
export function controlApi(vendors: ReadonlyMap<string, ControlledVendor>): Hono {
  const app = new Hono().use(bodyLimit({ maxSize: 65_536 }));
  const named = (handle: (c: Context, controlled: ControlledVendor) => Response | Promise<Response>) => {
    return (c: Context): Response | Promise<Response> => {
      const controlled = vendors.get(c.req.param("adapter") ?? "");
      const known = [...vendors.keys()].join(", ");
      return controlled
        ? handle(c, controlled)
        : problem(c, 404, `No simulator of that name runs here; running: ${known}.`);
    };
  };

  app.get("/simulators", (c) => c.json({ data: [...vendors].map(summary) }));
  app.get(
    "/simulators/:adapter/effects",
    named((c, { vendor }) => c.json({ data: vendor.effects.list() })),
  );
  app.delete(
    "/simulators/:adapter/effects",
    named((c, { vendor }) => {
      vendor.effects.clear();
      return c.body(null, 204);
    }),
  );
  app.get(
    "/simulators/:adapter/fault",
    named((c, { vendor }) => c.json(faultOf(vendor))),
  );
  app.put("/simulators/:adapter/fault", named(putFault));
  app.get("/simulators/:adapter/requests", named(listRequests));
  app.get(
    "/simulators/:adapter/webhooks",
    named((c, { vendor }) => c.json({ data: vendor.webhooks.list() })),
  );
  app.notFound((c) =>
    problem(c, 404, "There is nothing at this path; GET /simulators lists the simulators."),
  );
  return app;
}

function summary([address, { vendor, url }]: readonly [string, ControlledVendor]) {
  const { adapter, connection, endpoints } = vendor;
  return { address, adapter, connection, url, operations: [...endpoints.keys()], fault: faultOf(vendor) };
}

function faultOf({ script }: SimulatedVendor) {
  return { ...script.fault, hits: script.hits };
}

async function putFault(c: Context, { vendor, putFault: put }: ControlledVendor): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (body === undefined) return problem(c, 400, 'The body is not JSON; for example {"kind":"outage"}.');
  const fault = Fault.safeParse(body);
  if (!fault.success) return problem(c, 422, "This is not a fault.", errorsOf(fault.error));
  const misfit = misfitOf(fault.data, vendor);
  if (misfit) return problem(c, 422, "This fault can never strike.", [misfit]);
  await put(fault.data);
  return c.json(faultOf(vendor));
}

type FieldError = { readonly pointer: string; readonly detail: string };

function misfitOf({ kind, operation }: Fault, { endpoints }: SimulatedVendor): FieldError | undefined {
  if (operation === undefined) return undefined;
  const pointer = "/operation";
  const endpoint = endpoints.get(operation);
  if (!endpoint) return { pointer, detail: `unknown; this vendor has ${[...endpoints.keys()].join(", ")}` };
  if (kind === "commitThenDrop" && !endpoint.changes) return { pointer, detail: "commits nothing: it reads" };
  return undefined;
}

function errorsOf(error: z.ZodError): readonly FieldError[] {
  return error.issues.map(({ path, message }) => ({
    pointer: path.map((step) => `/${String(step)}`).join(""),
    detail: message,
  }));
}

function listRequests(c: Context, { vendor }: ControlledVendor): Response {
  const limit = Number(c.req.query("limit") ?? keptRequests);
  if (!Number.isInteger(limit) || limit < 1 || limit > keptRequests)
    return problem(c, 400, `limit is a whole number from 1 to ${keptRequests}.`);
  return c.json({ data: vendor.received.list(limit).map((request) => masked(request, vendor.secrets)) });
}

const titles = { 400: "Bad request", 404: "Not found", 422: "Unprocessable content" } as const;

function problem(
  c: Context,
  status: keyof typeof titles,
  detail: string,
  errors?: readonly FieldError[],
): Response {
  const body = { type: "about:blank", title: titles[status], status, detail, ...(errors && { errors }) };
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}
