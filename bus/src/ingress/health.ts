import type { Handler } from "hono";
import type { IngressEnv } from "./env.ts";

/** Whether what the ingress needs is there. */
export type Health = () => Promise<{ readonly database: boolean; readonly broker: boolean }>;

/** `GET /livez`: the process answers. */
export const live: Handler<IngressEnv> = (c) => c.json({ status: "ok" });

/** `GET /readyz`: a message would be stored; 503 names what is away. */
export function ready(health: Health): Handler<IngressEnv> {
  return async (c) => {
    const { database, broker } = await health();
    const checks = { database: word(database), broker: word(broker) };
    return database && broker
      ? c.json({ status: "ready", checks })
      : c.json({ status: "not ready", checks }, 503);
  };
}

const word = (there: boolean) => (there ? "up" : "down");
