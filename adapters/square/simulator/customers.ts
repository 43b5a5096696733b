import type { Hono } from "hono";
import { z } from "zod";
import type { SquareContext } from "../simulator.ts";
import { fine, refusedShape, squareError, type Answer } from "./answer.ts";
import { readBody, send } from "./door.ts";

const NewCustomer = z.strictObject({
  idempotency_key: z.string().optional(),
  reference_id: z.string().max(100).optional(),
  email_address: z.email().optional(),
  given_name: z.string().optional(),
});

const Search = z.strictObject({
  query: z.strictObject({
    filter: z.strictObject({ reference_id: z.strictObject({ exact: z.string() }) }),
  }),
  limit: z.int().min(1).max(100).default(100),
});

type Customer = Omit<z.infer<typeof NewCustomer>, "idempotency_key"> & { readonly id: string };

/** `/v2/customers`: made, found by the chain's id, shown and deleted. */
export function customerEndpoints(app: Hono, { operation, read, effects, nowMs }: SquareContext): void {
  const customers = new Map<string, Customer>();
  const run = nowMs().toString(36).toUpperCase();
  let made = 0;

  const create = (given: unknown): Answer => {
    const wanted = NewCustomer.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error);
    const { idempotency_key: _key, ...fields } = wanted.data;
    made += 1;
    const customer = { id: `CUSTOMER${run}${made}`, ...fields };
    customers.set(customer.id, customer);
    return fine({ customer });
  };
  const find = (given: unknown): Answer => {
    const wanted = Search.safeParse(given);
    if (!wanted.success) return refusedShape(wanted.error);
    const { query, limit } = wanted.data;
    const found = [...customers.values()].filter(
      ({ reference_id: id }) => id === query.filter.reference_id.exact,
    );
    return fine(found.length === 0 ? {} : { customers: found.slice(0, limit) });
  };
  const remove = (id: string): Answer => {
    const customer = customers.get(id);
    if (!customer) return noSuch(id);
    customers.delete(id);
    effects.add({ operation: "eraseGuest", reference: customer.reference_id ?? id, customer: id });
    return fine({});
  };

  app.post("/v2/customers", async (c) => {
    const wanted = await readBody(c);
    return send(wanted.ok ? create(wanted.body) : wanted.answer);
  });
  app.post(
    "/v2/customers/search",
    read("searchCustomers", async (c) => {
      const wanted = await readBody(c);
      return send(wanted.ok ? find(wanted.body) : wanted.answer);
    }),
  );
  app.get("/v2/customers/:id", (c) => {
    const customer = customers.get(c.req.param("id"));
    return send(customer ? fine({ customer }) : noSuch(c.req.param("id")));
  });
  app.delete(
    "/v2/customers/:id",
    operation("eraseGuest", (c) => send(remove(c.req.param("id") ?? ""))),
  );
}

const noSuch = (id: string): Answer => squareError(404, "NOT_FOUND", `Customer with ID \`${id}\` not found.`);
