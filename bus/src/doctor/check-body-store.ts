import { randomBytes } from "node:crypto";
import { messageOf } from "../command/failure.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import { failed, ok, type Finding } from "./check.ts";

/** Whether the store of large bodies can be written, read and cleared from here; nothing where none is configured. */
export async function checkBodyStore({ largeMessages }: SpindleConfig): Promise<readonly Finding[]> {
  const store = largeMessages?.store;
  if (!store) return [];
  const name = randomBytes(32).toString("hex");
  const bytes = Buffer.from("spindle doctor");
  try {
    await store.put(name, bytes);
    const read = await store.get(name);
    await store.remove(name);
    if (read && bytes.equals(read)) return [ok("large messages", `${store.prefix} can be written and read`)];
    return [failed("large messages", `${store.prefix} does not give back what was put into it`, next)];
  } catch (error) {
    return [failed("large messages", `${store.prefix} cannot be used: ${messageOf(error)}`, next)];
  }
}

const next =
  "Until it can be, publishers of large messages are answered 503, and their deliveries wait. Check endpoint, bucket and keys.";
