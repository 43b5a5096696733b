import { expect, test } from "vitest";
import { underKey, type OpenKeys } from "./open-keys.ts";
import { Problem } from "./problem.ts";

function setup() {
  const keys: OpenKeys = new Map();
  const sent: string[] = [];
  const send = (answer: unknown, on = "a") =>
    underKey(keys, on, (key) => {
      sent.push(key);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    }).catch(({ message }: Error) => message);
  return { send, sent };
}

test("a try after no answer has the key of the one before; an act after an answer has a key of its own", async () => {
  const { send, sent } = setup();
  await send(new TypeError("no network"));
  await send(new Problem(503, { title: "away" }));
  expect(await send("done")).toBe("done");
  await send("done");
  const [first, second, third, fourth] = sent;
  expect([second, third]).toEqual([first, first]);
  expect(fourth).not.toBe(first);
});

test("what was refused is tried anew under another key", async () => {
  const { send, sent } = setup();
  expect(await send(new Problem(409, { title: "another count" }))).toBe("another count");
  await send("done");
  expect(sent[1]).not.toBe(sent[0]);
});

test("pressing twice is one act, and another thing is another", async () => {
  const { send, sent } = setup();
  await Promise.all([send("done"), send("done"), send("done", "b")]);
  expect(sent[1]).toBe(sent[0]);
  expect(sent[2]).not.toBe(sent[0]);
});
