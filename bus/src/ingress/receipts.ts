import type { Handler } from "hono";
import { scrub } from "../redact.ts";
import { note, type IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";
import type { Receipt, Receipts } from "./receipt.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET /v1/messages/:id`: what became of a message on every route decided for it. */
export function showReceipt(receipts: Receipts): Handler<IngressEnv> {
  return async (c) => {
    const id = (c.req.param("id") ?? "").toLowerCase();
    if (!uuid.test(id))
      return answerProblem(c, httpProblem("malformed-id", "The id of a message is a UUID."));
    note(c, { messageId: id });
    let receipt: Receipt | undefined;
    try {
      receipt = await receipts.find(id);
    } catch (error) {
      note(c, { reason: scrub(String(error)) });
      return answerProblem(c, httpProblem("unavailable", "The receipt cannot be looked up for the moment."));
    }
    return receipt ? c.json(receipt) : answerProblem(c, httpProblem("not-found", "No message has this id."));
  };
}
