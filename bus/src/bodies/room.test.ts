import { expect, test } from "vitest";
import { openRoom } from "./room.ts";

const { signal } = new AbortController();

/** A room of 100 bytes, and who has entered it. */
function setup() {
  const room = openRoom(100);
  const inside: string[] = [];
  const take = async (party: string, bytes: number, until = signal) => {
    const letGo = await room.take(party, bytes, until);
    inside.push(`${party} ${bytes}`);
    return letGo;
  };
  return { inside, take };
}

test("who does not fit waits until somebody lets go", async () => {
  const { inside, take } = setup();
  const letGo = await take("a", 60);
  await take("b", 30);
  const waiting = take("a", 50);
  expect(inside).toEqual(["a 60", "b 30"]);
  letGo();
  await waiting;
  expect(inside).toEqual(["a 60", "b 30", "a 50"]);
});

test("a party that holds nothing is always let in with one: a slow vendor keeps out no other", async () => {
  const { inside, take } = setup();
  await take("slow", 90);
  void take("slow", 20);
  await take("other", 40);
  expect(inside).toEqual(["slow 90", "other 40"]);
});

test("what is larger than the room gets in alone", async () => {
  const { inside, take } = setup();
  await take("a", 500);
  expect(inside).toEqual(["a 500"]);
});

test("a small one does not overtake a large one of its party, or the large one would wait for ever", async () => {
  const { inside, take } = setup();
  const letGo = await take("a", 60);
  await take("a", 20);
  const [large, small] = [take("a", 70), take("a", 10)];
  letGo();
  await Promise.all([large, small]);
  expect(inside).toEqual(["a 60", "a 20", "a 70", "a 10"]);
});

test("to let go twice lets go once", async () => {
  const { inside, take } = setup();
  const letGo = await take("a", 50);
  await take("a", 50);
  letGo();
  letGo();
  await take("a", 50);
  void take("a", 50);
  expect(inside).toEqual(["a 50", "a 50", "a 50"]);
});

test("who is told to stop waits no more, and is in nobody's way", async () => {
  const { inside, take } = setup();
  const stopping = new AbortController();
  await take("a", 60);
  const large = take("a", 90, stopping.signal);
  const small = take("a", 10);
  stopping.abort(new Error("stopping"));
  await expect(large).rejects.toThrow("stopping");
  await small;
  expect(inside).toEqual(["a 60", "a 10"]);
});
