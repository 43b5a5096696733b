import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "../../bus/src/http/serve.ts";
import type { Receipt } from "../../bus/src/ingress/receipt.ts";
import { openApi } from "../../bus/src/ingress/openapi.ts";
import { noticeKinds } from "../../bus/src/notices/endpoint.ts";
import { openNoticeSender } from "../../bus/src/notices/http-sender.ts";
import { noticeBody } from "../../bus/src/notices/notice-body.ts";
import { takeNotice } from "../../docs/how-to/receive-receipts-by-webhook.ts";

const howTo = "docs/how-to/receive-receipts-by-webhook";
const key = Buffer.alloc(32, "key");
const receipt: Receipt = {
  id: "01a21b1c-49b8-771b-8bf2-f842c93b3462",
  type: "order.completed.v1",
  source: "/pos/0042",
  sourceId: "9f1c",
  acceptedAt: "2026-11-27T12:00:00.101Z",
  deliveries: [
    {
      route: "paytronix.accruePoints",
      state: "applied",
      attempts: 0,
      settledAt: "2026-11-27T12:00:00.512Z",
      nextAttemptAt: null,
      vendorReference: "px-77",
    },
  ],
  results: [],
};
const sent = noticeBody("settled", receipt, "2026-11-27T12:00:00.512Z");

test("the how-to shows the receiver that is tested here, and a notice as it is sent", () => {
  const page = readFileSync(`${howTo}.md`, "utf8");
  expect(page).toContain(readFileSync(`${howTo}.ts`, "utf8").trim());
  const [, shown = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(JSON.parse(shown)).toEqual(JSON.parse(sent));
});

test("the how-to's receiver keeps what is signed with its secret, and refuses everything else", async () => {
  const kept: [string, string][] = [];
  const secret = `whsec_${key.toString("base64")}`;
  const keep = async (id: string, { type, data }: { type: string; data: { id: string } }) => {
    if (id === "n-3") throw new Error("the disk is full");
    kept.push([id, `${type} ${data.id}`]);
  };
  const { port, stop } = await serve((request) => takeNotice(request, secret, keep), {
    name: "receiver",
    setting: "none",
    host: "127.0.0.1",
    port: 0,
  });
  onTestFinished(() => stop(1_000));
  const send = async (id: string, signingKey: Uint8Array) => {
    const endpoint = { url: new URL(`http://127.0.0.1:${port}`), keys: [signingKey], privateNetwork: false };
    const sender = openNoticeSender(endpoint, { connections: 1 });
    onTestFinished(() => sender.close());
    return sender.send({ id, body: sent });
  };
  expect(await send("n-1", key)).toEqual({ kind: "delivered" });
  expect(await send("n-2", Buffer.alloc(32, "other"))).toEqual({ kind: "refused", code: "http 401" });
  expect(await send("n-3", key)).toEqual({ kind: "refused", code: "http 503" });
  expect(kept).toEqual([["n-1", `message.settled ${receipt.id}`]]);
});

test.each(noticeKinds)("a notice that a message is %s satisfies what openapi.json says of it", (kind) => {
  const document = openApi("1.0.0");
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, "openapi");
  const place = `openapi#/webhooks/message.${kind}/post/requestBody/content/application~1json/schema`;
  const check = ajv.getSchema(place);
  expect(check?.(JSON.parse(noticeBody(kind, receipt, receipt.acceptedAt)))).toBe(true);
  expect(check?.({ ...JSON.parse(sent), type: "message.lost" })).toBe(false);
  expect(check?.({ ...JSON.parse(sent), data: {} })).toBe(false);
});
