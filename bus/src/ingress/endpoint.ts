import type { Handler, Hono } from "hono";
import type { IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";

type Method = "GET" | "POST";

/** Serves a path: each method by its handlers in turn, any other method with 405 and `Allow`. */
export function endpoint(
  app: Hono<IngressEnv>,
  path: string,
  methods: Readonly<Partial<Record<Method, readonly Handler<IngressEnv>[]>>>,
): void {
  for (const [method, handlers] of Object.entries(methods)) app.on([method], [path], ...handlers);
  const allowed = Object.keys(methods)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");
  app.all(path, (c) => {
    c.header("Allow", allowed);
    return answerProblem(c, httpProblem("method-not-allowed", `Allowed here: ${allowed}.`));
  });
}
