import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { onTestFinished } from "vitest";
import type { Receipt } from "../../bus/src/ingress/receipt.ts";
import { aNoticeSecret } from "./toy-bus.ts";

/** A notice whose signature the official verifier has found good. */
export type ReceivedNotice = {
  readonly id: string;
  readonly sentAt: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Receipt;
};

/** An answer; `never` keeps the sender waiting. */
export type NoticeAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | "never";

/** The other end of an endpoint: verifies what comes, writes it down, and answers as it is told to. */
export type NoticeReceiver = {
  readonly url: string;
  readonly notices: ReceivedNotice[];
  /** What the verifier refused. */
  readonly refused: unknown[];
  answer: (notice: ReceivedNotice) => NoticeAnswer | Promise<NoticeAnswer>;
};

/** Opens a receiver for one test, which closes it. */
export async function openNoticeReceiver(secret: string = aNoticeSecret): Promise<NoticeReceiver> {
  const webhook = new Webhook(secret);
  const notices: ReceivedNotice[] = [];
  const refused: unknown[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const headers = request.headers as Record<string, string>;
    // The verifier gives what it has read from JSON; the tests say what it must be.
    const told = webhook.verify(body, headers) as Pick<ReceivedNotice, "type" | "timestamp" | "data">;
    const notice = {
      ...told,
      id: headers["webhook-id"] ?? "",
      sentAt: headers["webhook-timestamp"] ?? "",
    };
    notices.push(notice);
    const answer = await receiver.answer(notice);
    if (answer !== "never") response.writeHead(answer.status, answer.headers).end();
  };
  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      refused.push(error);
      response.writeHead(400).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const receiver: NoticeReceiver = {
    url: `http://127.0.0.1:${port}/told`,
    notices,
    refused,
    answer: () => ({ status: 204 }),
  };
  return receiver;
}
