import { expect, test } from "vitest";
import { postgresConversation } from "./postgres.ts";

const message = (letter: string, ...strings: readonly string[]) => {
  const body = Buffer.from(strings.map((text) => `${text}\0`).join(""));
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + body.length);
  return Buffer.concat([Buffer.from(letter), length, body]);
};
const startup = message("", "user", "spindle");
const ready = message("Z");
const texts = (chunk: Buffer, { toServer } = started()) => toServer(chunk).map(({ text }) => text);

function started() {
  const conversation = postgresConversation();
  conversation.toServer(startup);
  conversation.toClient(Buffer.concat([message("R"), ready]));
  return conversation;
}

test("a simple query is said at once", () => {
  expect(texts(message("Q", "COMMIT"))).toEqual(["COMMIT"]);
});

test("a prepared statement is said when the Sync comes, every time it is executed", () => {
  const conversation = started();
  const execute = [message("B", "", "s1"), message("E", ""), message("S")];
  expect(texts(Buffer.concat([message("P", "s1", "UPDATE delivery"), ...execute]), conversation)).toEqual([
    "UPDATE delivery",
  ]);
  expect(texts(Buffer.concat(execute), conversation)).toEqual(["UPDATE delivery"]);
});

test("a statement begins with the first message that makes it: an Execute alone would do", () => {
  const { toServer } = started();
  const messages = [message("P", "", "COMMIT"), message("B", "", ""), message("E", ""), message("S")];
  const [said] = toServer(Buffer.concat([message("Q", "SELECT 1"), ...messages])).slice(1);
  const length = Buffer.concat(messages).length;
  expect(said && said.end - said.start).toBe(length);
});

test("an answer begins after the one before it, and ends with ReadyForQuery", () => {
  const { toServer, toClient } = started();
  const said = toServer(Buffer.concat([message("Q", "SELECT 1"), message("Q", "COMMIT")]));
  expect(said.map(({ text, answer }) => [text, answer])).toEqual([
    ["SELECT 1", "1"],
    ["COMMIT", "2"],
  ]);
  const complete = message("C", "COMMIT");
  expect(toClient(Buffer.concat([message("D"), ready, complete]))).toEqual([
    { answer: "1", start: 10 },
    { answer: "1", start: 15, end: 20 },
    { answer: "2", start: 20 },
  ]);
  expect(toClient(ready)).toEqual([{ answer: "2", start: 32, end: 37 }]);
});
