import { randomUUID } from "node:crypto";
import type { Api } from "./api.ts";

/** Sends an acting request under a key of its own, so that whatever repeats it on the way acts once; gives the answer's body. */
export async function sendAct(api: Api, path: string, body: object, patienceMs?: number): Promise<unknown> {
  const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
  return (
    await api.send({
      method: "POST",
      path,
      headers,
      body: JSON.stringify(body),
      ...(patienceMs !== undefined && { patienceMs }),
    })
  ).body;
}
