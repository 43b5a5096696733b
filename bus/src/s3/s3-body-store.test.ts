import { afterAll, beforeAll, expect, test } from "vitest";
import { bodyStoreSuite } from "../testing/body-store-suite.ts";
import { fakeS3Keys, openFakeS3, type FakeS3 } from "../testing/fake-s3.ts";
import { s3BodyStore, type S3Options } from "./s3-body-store.ts";

let s3: FakeS3;
beforeAll(async () => {
  s3 = await openFakeS3();
});
afterAll(() => s3.close());

const open = (changes: Partial<S3Options> = {}) =>
  s3BodyStore({ endpoint: s3.url, bucket: "chain-bodies", ...fakeS3Keys, ...changes });
const name = "a".repeat(64);

bodyStoreSuite("an S3 bucket", async () => open());

test("an object is in its bucket, in a folder of its own, and the reference says so", async () => {
  const store = open({ bucket: "other", folder: "bus/" });
  await store.put(name, Buffer.from("soup"));
  expect(s3.objects.get(`/other/bus/${name}`)?.toString()).toBe("soup");
  expect(store.prefix).toBe("s3://other/bus/");
});

test.each([
  ["a wrong secret", { secretAccessKey: "guess" }, "403 (SignatureDoesNotMatch)"],
  ["a wrong key id", { accessKeyId: "AKIDOTHER" }, "403 (InvalidAccessKeyId)"],
  ["no secret", { secretAccessKey: undefined }, "needs accessKeyId and secretAccessKey"],
])("with %s every call throws and says why, and names no object", async (_title, changes, text) => {
  const store = open(changes);
  const calls = [store.put(name, Buffer.from("soup")), store.get(name), store.remove(name)];
  const errors = await Promise.all(calls.map((call) => call.then(() => "done", String)));
  expect(errors).toEqual(calls.map(() => expect.stringContaining(text)));
  expect(errors.join()).not.toContain(name);
});

test("a service that is overloaded is an error at once, and never an absent object", async () => {
  const store = open();
  await store.put(name, Buffer.from("soup"));
  s3.slowDown = true;
  await expect(store.get(name)).rejects.toThrow("503 (SlowDown)");
  s3.slowDown = false;
  expect(Buffer.from((await store.get(name)) ?? []).toString()).toBe("soup");
});
