import { Webhook, WebhookVerificationError } from "standardwebhooks";

type Notice = { type: "message.settled" | "message.failed"; timestamp: string; data: { id: string } };

/** Answers the request of a notice; `keep` stores it under its id, and must do no harm when it is given the same id twice. */
export async function takeNotice(
  request: Request,
  secret: string,
  keep: (id: string, notice: Notice) => Promise<void>,
): Promise<Response> {
  try {
    const headers = Object.fromEntries(request.headers);
    const notice = new Webhook(secret).verify(await request.text(), headers) as Notice;
    await keep(headers["webhook-id"] ?? "", notice);
    return new Response(null, { status: 204 });
  } catch (error) {
    return new Response(null, { status: error instanceof WebhookVerificationError ? 401 : 503 });
  }
}
