import { stripeError, type Answer } from "./answer.ts";

type Customer = {
  readonly id: string;
  readonly object: "customer";
  readonly created: number;
  readonly email: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The customers of the account, as far as they are made, found by their metadata, shown and deleted. */
export function customerStore(nowMs: () => number) {
  const customers = new Map<string, Customer>();
  const deleted = new Set<string>();
  const run = nowMs().toString(36);
  return {
    create(form: URLSearchParams): Answer {
      const metadata = [...form].flatMap(([name, value]) => {
        const key = /^metadata\[([^[\]]+)\]$/.exec(name)?.[1];
        return key === undefined ? [] : [[key, value] as const];
      });
      const id = `cus_Sim${run}${customers.size + 1}`;
      const created = Math.floor(nowMs() / 1_000);
      const email = form.get("email");
      const customer: Customer = {
        id,
        object: "customer",
        created,
        email,
        metadata: Object.fromEntries(metadata),
      };
      customers.set(id, customer);
      return { status: 200, body: customer };
    },

    /** One metadata value that is to be equal, which is all of Stripe's query language that the adapter uses. */
    search(query: string): Answer {
      const text = `"((?:[^"\\\\]|\\\\.)*)"`;
      const [, key, value] = new RegExp(`^metadata\\[${text}\\]:${text}$`).exec(query) ?? [];
      if (key === undefined || value === undefined)
        return stripeError(400, {
          type: "invalid_request_error",
          message: "We were unable to parse your search query.",
        });
      const wanted = value.replaceAll(/\\(.)/g, "$1");
      const data = [...customers.values()].filter(
        ({ id, metadata }) => metadata[key] === wanted && !deleted.has(id),
      );
      return {
        status: 200,
        body: { object: "search_result", url: "/v1/customers/search", has_more: false, data },
      };
    },

    /** Of a deleted customer Stripe still shows that there was one. */
    show(id: string): Answer {
      const customer = customers.get(id);
      if (!customer) return noSuch(id);
      return { status: 200, body: deleted.has(id) ? { id, object: "customer", deleted: true } : customer };
    },

    remove(id: string): { readonly answer: Answer; readonly customer?: Customer } {
      const customer = customers.get(id);
      if (!customer || deleted.has(id)) return { answer: noSuch(id) };
      deleted.add(id);
      return { customer, answer: { status: 200, body: { id, object: "customer", deleted: true } } };
    },
  };
}

const noSuch = (id: string): Answer =>
  stripeError(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    param: "id",
    message: `No such customer: '${id}'`,
  });
