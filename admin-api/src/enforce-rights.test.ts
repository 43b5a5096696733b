import { createRoute } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { enforceRights } from "./enforce-rights.ts";
import { newRouter } from "./router.ts";
import { person } from "./testing/admin-client.ts";

/** Three routes below a middleware: one that declares its right, one that does not, and one that is not described. */
function setup() {
  const app = newRouter();
  app.use("/api/*", (c, next) => {
    c.set("principal", person("root", "admin"));
    return next();
  });
  app.use("/api/*", enforceRights(app));
  const responses = { 200: { description: "Done" } };
  const sub = newRouter()
    .openapi(createRoute({ method: "get", path: "/declared/{id}", responses, "x-right": "read" }), (c) =>
      c.text("done"),
    )
    .openapi(createRoute({ method: "get", path: "/forgotten", responses }), (c) => c.text("done"))
    .openapi(createRoute({ method: "get", path: "/misspelt", responses, "x-right": "reed" }), (c) =>
      c.text("done"),
    );
  app.route("/api", sub);
  app.get("/api/hidden", (c) => c.text("done"));
  return app;
}

test.each([
  ["declares its right", "GET", "/declared/7", 200],
  ["declares its right, asked for its head", "HEAD", "/declared/7", 200],
  ["declares none", "GET", "/forgotten", 403],
  ["declares one that there is not", "GET", "/misspelt", 403],
  ["is not described", "GET", "/hidden", 403],
])("for an admin a route that %s: %s %s is %i", async (_what, method, path, status) => {
  expect((await setup().request(`/api${path}`, { method })).status).toBe(status);
});
