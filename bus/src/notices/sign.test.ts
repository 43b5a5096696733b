import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { signed } from "./sign.ts";

const secrets = ["new", "old"].map((word) => Buffer.alloc(24, word));
const verifierOf = (key: Uint8Array) => new Webhook(`whsec_${Buffer.from(key).toString("base64")}`);

test("signs as Standard Webhooks' own example is signed", () => {
  const key = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
  const sentAt = new Date(1_614_265_330_000);
  const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  expect(signed([key], { id, sentAt, body: '{"test": 2432232314}' })).toEqual({
    "webhook-id": id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test.each(secrets)("whoever has one of the keys can verify", (key) => {
  const body = '{"type":"message.settled","text":"żółć"}';
  const headers = signed(secrets, { id: "n-1", sentAt: new Date(), body });
  expect(verifierOf(key).verify(body, headers)).toEqual(JSON.parse(body));
});

test("nobody else can, nor of another body or id", () => {
  const [key = Buffer.alloc(0)] = secrets;
  const headers = signed([key], { id: "n-1", sentAt: new Date(), body: "{}" });
  expect(() => verifierOf(Buffer.alloc(24, "other")).verify("{}", headers)).toThrow("No matching signature");
  expect(() => verifierOf(key).verify("[]", headers)).toThrow("No matching signature");
  expect(() => verifierOf(key).verify("{}", { ...headers, "webhook-id": "n-2" })).toThrow(
    "No matching signature",
  );
});
