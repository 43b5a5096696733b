import { checkAdapter } from "@spindlebus/bus/testing";
import { exampleTracked, settings } from "./examples.ts";
import addRedeem from "./fixtures/add-redeem.event.json" with { type: "json" };
import track from "./fixtures/track.event.json" with { type: "json" };
import simulator from "./simulator.ts";
import { signedBody } from "./simulator/webhook.ts";
import segment from "./src/index.ts";

/** What Segment's adapter proves at its simulator. */
export default () =>
  checkAdapter(segment, simulator, {
    settings,
    secrets: { writeKey: "write-key-conformance", sharedSecret: "shared-secret-conformance" },
    operations: {
      // Not the contract's example: its properties name the order that trackOrders rightly names in its records.
      trackEvents: { message: exampleTracked({ properties: { dish: "lasagne al forno" } }) },
    },
    webhooks: {
      // The simulator sends back only what the bus had told, which becomes no message.
      events: {
        requests: ({ secrets }) =>
          [track, addRedeem].map((event) => signedBody(JSON.stringify(event), secrets["sharedSecret"] ?? "")),
      },
    },
  });
