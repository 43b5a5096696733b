import type { AdminContext } from "../env.ts";
import type { Health } from "../ports.ts";

/** The process runs; nothing is asked. */
export const live = (c: AdminContext) => c.json({ status: "live" }, 200);

/** Whether requests can be served: the database answers. The broker is told of and not needed. */
export const ready = (health: Health) => async (c: AdminContext) => {
  const { database, broker } = await health();
  const parts = { database: word(database), ...(broker !== undefined && { broker: word(broker) }) };
  return c.json({ status: database ? "ready" : "not ready", ...parts }, database ? 200 : 503);
};

const word = (usable: boolean): string => (usable ? "up" : "down");
