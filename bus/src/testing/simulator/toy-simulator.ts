import { Hono } from "hono";
import { defineSimulator } from "./define-simulator.ts";

/** A vendor that stamps cards: one operation, one read, one webhook, one endpoint that stands for nothing. For tests. */
export const toySimulator = defineSimulator<{ readonly greeting: string }, { readonly apiKey: string }>({
  adapter: "toy",
  api: ({ operation, read, effects, sendWebhook, settings }) => {
    const stamp = operation("stampCard", async (c) => {
      const { cardId }: { cardId: string } = await c.req.json();
      const effect = effects.add({ operation: "stampCard", reference: cardId, stamps: 1 });
      sendWebhook("stamped", {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ cardId }),
      });
      return c.json({ stampId: effect.id, greeting: settings.greeting });
    });
    const look = read("lookUpCard", (c) => {
      const stamps = effects.list().filter(({ reference }) => reference === c.req.param("id")).length;
      return c.json({ stamps });
    });
    return new Hono()
      .post("/stamps", stamp)
      .get("/cards/:id", look)
      .get("/version", (c) => c.json({ version: 1 }));
  },
  refusals: {
    reject: (c) => c.json({ error: "card unknown" }, 402),
    rateLimit: (c) => c.json({ error: "too fast" }, 429),
  },
});
