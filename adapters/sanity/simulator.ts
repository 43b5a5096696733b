import { defineSimulator } from "@spindlebus/bus/testing";
import { Hono } from "hono";
import { httpError, send, transactionError } from "./simulator/answer.ts";
import { contentLake } from "./simulator/content-lake.ts";
import { overLimit } from "./simulator/rate-limit.ts";
import { byOperation } from "./simulator/stands-for.ts";
import type { SanitySecrets, SanitySettings } from "./src/settings.ts";

/**
 * Sanity's content lake as far as the adapter uses it: documents are read, queried, changed in transactions that name
 * revisions and their own id, published and taken back, and signed webhooks say so.
 */
export default defineSimulator<SanitySettings, SanitySecrets>({
  adapter: "sanity",
  api: (context) => {
    const lake = contentLake(context);
    const data = "/:version/data";
    const writes = ["upsertEntry", "upsertMenuItem", "setAvailability"] as const;
    const actions = ["publishEntry", "unpublishEntry", "removeMenuItem"] as const;
    return new Hono()
      .get(`${data}/doc/:dataset/:ids`, context.read("readDocuments", lake.read))
      .get(`${data}/query/:dataset`, context.read("query", lake.query))
      .post(`${data}/mutate/:dataset`, byOperation(context, writes, lake.mutate, lake.mutationStandsFor))
      .post(`${data}/actions/:dataset`, byOperation(context, actions, lake.act, lake.actionStandsFor))
      .all("/*", () => send(httpError(404, "Not Found", "The resource was not found.")));
  },
  refusals: {
    reject: () =>
      send(
        transactionError(
          "mutationError",
          [{ type: "validationError", description: "The document does not keep to a rule of the dataset" }],
          400,
        ),
      ),
    rateLimit: () => send(overLimit),
    unauthorized: () => send(httpError(401, "Unauthorized", "Session not found")),
    unavailable: () => send(httpError(503, "Service Unavailable", "The service is unavailable.")),
  },
});
