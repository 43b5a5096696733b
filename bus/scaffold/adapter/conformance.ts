import { checkAdapter } from "@spindlebus/bus/testing";
import simulator from "./simulator.ts";
import acme from "./src/index.ts";

/** What Acme's adapter proves at its simulator. */
export default () =>
  checkAdapter(acme, simulator, {
    secrets: { apiKey: "acme-key-conformance", webhookSecret: "acme-webhook-conformance" },
  });
