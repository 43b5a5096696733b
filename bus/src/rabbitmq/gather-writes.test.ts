import { once } from "node:events";
import { Writable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { gatherWrites } from "./gather-writes.ts";

/** A socket that notes how many chunks came at once. */
function setup() {
  const calls: number[] = [];
  const socket = new Writable({
    write: (_chunk, _encoding, done) => {
      calls.push(1);
      done();
    },
    writev: (chunks, done) => {
      calls.push(chunks.length);
      done();
    },
  });
  gatherWrites(socket);
  return { calls, socket };
}

test("what is written in one go leaves together", async () => {
  const { calls, socket } = setup();
  for (const text of ["a", "b", "c"]) socket.write(text);
  expect(calls).toEqual([]);
  await turn();
  expect(calls).toEqual([3]);
});

test("so does what the next turns write, each by itself", async () => {
  const { calls, socket } = setup();
  for (let n = 0; n < 3; n += 1) {
    setImmediate(() => {
      socket.write("a");
      socket.write("b");
    });
    await turn();
  }
  await turn();
  expect(calls).toEqual([2, 2, 2]);
});

test("so does what is written as soon as the socket takes more", async () => {
  const calls: number[] = [];
  const socket = new Writable({
    highWaterMark: 1,
    writev: (chunks, done) => {
      calls.push(chunks.length);
      setImmediate(done);
    },
  });
  gatherWrites(socket);
  socket.write("a");
  socket.write("b");
  await once(socket, "drain");
  socket.write("c");
  socket.write("d");
  await once(socket, "drain");
  expect(calls).toEqual([2, 2]);
});
