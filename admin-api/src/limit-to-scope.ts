import { AsyncLocalStorage } from "node:async_hooks";
import { scopeOf, type Operations } from "@spindlebus/bus/engine";
import type { MiddlewareHandler } from "hono";
import type { AdminEnv } from "./env.ts";
import type { AdminPorts } from "./ports.ts";

/** What one caller may see and use. */
type Sight = { readonly operations: Operations; readonly plan: AdminPorts["plan"] };

type Limited = {
  /** For endpoints: whatever they ask is asked within the scope of the request that they serve, and outside of one nothing. */
  readonly ports: AdminPorts;
  readonly middleware: MiddlewareHandler<AdminEnv>;
};

/**
 * Limits every request to the connections of its principal. Endpoints get ports that know the request by themselves, so that none
 * can forget whose scope it is; what is limited is decided by the database, for each scope by its own sessions.
 */
export function limitToScope(ports: AdminPorts): Limited {
  const requests = new AsyncLocalStorage<Sight>();
  const sight = (): Sight => {
    const found = requests.getStore();
    if (!found) throw new Error("Operations were used outside of a request, where nobody's scope holds.");
    return found;
  };
  return {
    ports: {
      ...ports,
      operations: ofRequest(ports.operations, () => sight().operations),
      plan: {
        ...ports.plan,
        get connections() {
          return sight().plan.connections;
        },
        get routes() {
          return sight().plan.routes;
        },
        get notices() {
          return sight().plan.notices;
        },
      },
    },
    middleware: (c, next) => requests.run(sightOf(ports, c.get("principal")), next),
  };
}

function sightOf(ports: AdminPorts, principal: AdminEnv["Variables"]["principal"]): Sight {
  const { operations, operationsWithin, plan } = ports;
  const scope = principal ? scopeOf(principal, plan.connections) : [];
  return scope === undefined
    ? { operations, plan }
    : { operations: operationsWithin(scope), plan: planWithin(plan, scope) };
}

function planWithin(plan: AdminPorts["plan"], scope: readonly string[]): AdminPorts["plan"] {
  return {
    ...plan,
    connections: new Map([...plan.connections].filter(([id]) => scope.includes(id))),
    routes: plan.routes.filter(({ connection }) => scope.includes(connection.id)),
    // Who is told of messages belongs to no connection.
    notices: [],
  };
}

/** The same functions, each of which is looked up among the current request's when it is called. */
function ofRequest<Part extends object>(whole: Part, current: () => Part): Part {
  return new Proxy(whole, {
    get(_target, name): unknown {
      const own: unknown = Reflect.get(whole, name);
      const now = (): unknown => Reflect.get(current(), name);
      if (typeof own === "object" && own !== null) return ofRequest(own, now as () => object); // as: of the same type
      if (typeof own !== "function") return own;
      return (...given: unknown[]): unknown => {
        const method = now() as typeof own; // as above
        return Reflect.apply(method, current(), given);
      };
    },
  });
}
