import { expect, test } from "vitest";
import { amqpConversation } from "./amqp.ts";

const frame = (type: number, channel: number, payload: Buffer) => {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.from([0xce])]);
};
const method = (channel: number, classId: number, methodId: number, args: Buffer = Buffer.alloc(0)) => {
  const ids = Buffer.alloc(4);
  ids.writeUInt16BE(classId, 0);
  ids.writeUInt16BE(methodId, 2);
  return frame(1, channel, Buffer.concat([ids, args]));
};
const short = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const greeting = Buffer.from("AMQP\0\0\u0009\u0001", "latin1");
const confirmSelect = (channel: number) => method(channel, 85, 10, Buffer.from([0]));
const publish = (channel: number, exchange: string, key: string, bodies: readonly string[] = ["{}"]) => {
  const header = Buffer.alloc(14);
  header.writeUInt16BE(60, 0);
  header.writeBigUInt64BE(BigInt(bodies.join("").length), 4);
  return Buffer.concat([
    method(channel, 60, 40, Buffer.concat([Buffer.alloc(2), short(exchange), short(key), Buffer.from([1])])),
    frame(2, channel, header),
    ...bodies.map((body) => frame(3, channel, Buffer.from(body))),
  ]);
};
const ack = (channel: number, tag: number, isMultiple = false) => {
  const args = Buffer.alloc(9);
  args.writeBigUInt64BE(BigInt(tag), 0);
  args.writeUInt8(isMultiple ? 1 : 0, 8);
  return method(channel, 60, 80, args);
};

test("a publish is said with its last body frame, and names where it goes", () => {
  const { toServer } = amqpConversation();
  const bytes = Buffer.concat([
    greeting,
    confirmSelect(1),
    publish(1, "spindle.messages", "order.completed.v1", ["{", "}"]),
  ]);
  const start = greeting.length + confirmSelect(1).length;
  expect(toServer(bytes.subarray(0, -9)).map(({ text }) => text)).toEqual(["confirm.select"]);
  expect(toServer(bytes.subarray(-9))).toEqual([
    { text: "basic.publish spindle.messages order.completed.v1", start, end: bytes.length, answer: "1:1" },
  ]);
});

test("an empty body has no frame", () => {
  const { toServer } = amqpConversation();
  expect(toServer(publish(1, "", "queue", [])).map(({ text }) => text)).toEqual(["basic.publish  queue"]);
});

test("without confirms nothing answers a publish", () => {
  expect(amqpConversation().toServer(publish(1, "", "queue"))[0]?.answer).toBeUndefined();
});

test("channels count their confirms each for itself, and a new channel counts anew", () => {
  const { toServer } = amqpConversation();
  const answers = (chunk: Buffer) => toServer(chunk).flatMap(({ answer }) => answer ?? []);
  expect(answers(Buffer.concat([confirmSelect(1), confirmSelect(2)]))).toEqual([]);
  expect(answers(Buffer.concat([publish(1, "", "a"), publish(2, "", "a"), publish(1, "", "a")]))).toEqual([
    "1:1",
    "2:1",
    "1:2",
  ]);
  const opened = method(1, 20, 10, Buffer.from([0]));
  expect(answers(Buffer.concat([opened, confirmSelect(1), publish(1, "", "a")]))).toEqual(["1:1"]);
});

test("a confirm of many answers all that have none yet", () => {
  const { toServer, toClient } = amqpConversation();
  toServer(Buffer.concat([confirmSelect(1), ...Array.from({ length: 4 }, () => publish(1, "", "a"))]));
  const answers = (chunk: Buffer) => toClient(chunk).map(({ answer }) => answer);
  expect(answers(ack(1, 2))).toEqual(["1:2"]);
  expect(answers(ack(1, 3, true))).toEqual(["1:1", "1:3"]);
});

test("a consumer's ack is said, and nothing answers it", () => {
  expect(amqpConversation().toServer(ack(3, 7))).toEqual([{ text: "basic.ack", start: 0, end: 21 }]);
});
