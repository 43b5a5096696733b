import { Writable } from "node:stream";
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
  return { calls, socket, gather: gatherWrites(socket) };
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test("what is written in one turn leaves together, also where it is handed over in the turn's last phase", async () => {
  const { calls, socket, gather } = setup();
  gather();
  socket.write("a");
  gather();
  setImmediate(() => socket.write("b"));
  await turn();
  expect(calls).toEqual([]);
  await turn();
  expect(calls).toEqual([2]);
});

test("the next turn's writes leave by themselves", async () => {
  const { calls, socket, gather } = setup();
  for (const text of ["a", "b"]) {
    gather();
    socket.write(text);
    await turn();
    await turn();
  }
  expect(calls).toEqual([1, 1]);
});
