import braze from "@spindlebus/adapter-braze";
import okta from "@spindlebus/adapter-okta";
import paytronix from "@spindlebus/adapter-paytronix";
import punchh from "@spindlebus/adapter-punchh";
import square from "@spindlebus/adapter-square";
import stripe from "@spindlebus/adapter-stripe";
import { defineConfig } from "@spindlebus/bus";
import { canonicalContracts } from "@spindlebus/contracts";

/** Tries again at once: a test waits for what an outage left. */
const retry = { base: "100ms", cap: "500ms" } as const;

/** A chain whose guests sign in by Okta, and whom six vendors know; who is deleted at Okta is to be forgotten by all. */
export default defineConfig(({ simulator }) => ({
  contracts: canonicalContracts,
  connections: {
    okta: {
      adapter: okta,
      settings: { baseUrl: simulator("okta") ?? "http://127.0.0.1:1", deletionErases: true },
      limits: { perSecond: 50 },
      retry,
      simulator: () => import("@spindlebus/adapter-okta/simulator"),
    },
    braze: {
      adapter: braze,
      settings: { baseUrl: simulator("braze") ?? "http://127.0.0.1:1" },
      retry,
      simulator: () => import("@spindlebus/adapter-braze/simulator"),
    },
    punchh: {
      adapter: punchh,
      settings: {
        baseUrl: simulator("punchh") ?? "http://127.0.0.1:1",
        client: "chain",
        externalSource: "chain",
        toldBy: "operation",
      },
      limits: { perSecond: 50 },
      retry,
      simulator: () => import("@spindlebus/adapter-punchh/simulator"),
    },
    paytronix: {
      adapter: paytronix,
      settings: { baseUrl: simulator("paytronix") ?? "http://127.0.0.1:1", cardTemplateCode: 123 },
      retry,
      simulator: () => import("@spindlebus/adapter-paytronix/simulator"),
    },
    square: {
      adapter: square,
      settings: {
        baseUrl: simulator("square") ?? "http://127.0.0.1:1",
        webhookUrl: "https://bus.example.com/v1/webhooks/square/events",
      },
      operations: ["eraseGuest"],
      retry,
      simulator: () => import("@spindlebus/adapter-square/simulator"),
    },
    stripe: {
      adapter: stripe,
      settings: { baseUrl: simulator("stripe") ?? "http://127.0.0.1:1" },
      retry,
      simulator: () => import("@spindlebus/adapter-stripe/simulator"),
    },
  },
}));
