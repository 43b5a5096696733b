import { expect, test } from "vitest";
import { memoryBodyStore } from "../testing/memory/memory-bodies.ts";
import { loaded, openBodies } from "./bodies.ts";

const owner = { source: "/pos/1", sourceId: "e-1", digest: Buffer.from("d1") };
const menu = Buffer.from(`"${"soup ".repeat(100)}"`);

/** Two stores, of which the first is the newest, and a catalogue that notes in the same list what is done. */
function setup() {
  const done: string[] = [];
  const noting = (name: string, store = memoryBodyStore()) => ({
    ...store,
    prefix: `urn:${name}:`,
    put: async (key: string, bytes: Uint8Array) => {
      done.push(`put ${name}`);
      await store.put(key, bytes);
    },
  });
  const [newest, older] = [noting("newest"), noting("older")] as const;
  const catalogue = {
    note: async (ref: string) => void done.push(`note ${ref.slice(0, 10)}`),
    forget: async () => void done.push("forget"),
  };
  const before = openBodies({ catalogue, stores: [older] });
  return { bodies: openBodies({ catalogue, stores: [newest, older] }), before, newest, older, done };
}

test("bytes are noted before they are put, and come back as they were", async () => {
  const { bodies, done } = setup();
  const stored = await bodies.keep(owner, menu);
  expect(done).toEqual(["note urn:newest", "put newest"]);
  expect(stored).toMatchObject({ bytes: menu.length, digest: Buffer.from("d1").toString("hex") });
  expect(await bodies.load(stored)).toEqual(new Uint8Array(menu));
});

test("a repeat is stored under the same reference, other bytes of the same message under another", async () => {
  const { bodies } = setup();
  const [first, repeat] = [await bodies.keep(owner, menu), await bodies.keep(owner, menu)];
  const other = await bodies.keep(owner, Buffer.from('"fish"'));
  expect([repeat.ref, other.ref === first.ref]).toEqual([first.ref, false]);
});

test("the same bytes of two messages are two, so that one can go", async () => {
  const { bodies } = setup();
  const one = await bodies.keep(owner, menu);
  const two = await bodies.keep({ ...owner, sourceId: "e-2" }, menu);
  await bodies.drop(one);
  expect([await bodies.load(one), await bodies.load(two)]).toEqual([undefined, new Uint8Array(menu)]);
});

test("damaged bytes are as good as none", async () => {
  const { bodies, newest } = setup();
  const stored = await bodies.keep(owner, menu);
  const [name = ""] = newest.bodies.keys();
  newest.bodies.set(name, Buffer.from("something else"));
  expect(await bodies.load(stored)).toBeUndefined();
});

test("what a former store has is still read", async () => {
  const { bodies, before } = setup();
  expect(await bodies.load(await before.keep(owner, menu))).toEqual(new Uint8Array(menu));
});

test.each(["http://10.0.0.1/secret", "urn:newest:../../etc/passwd", "urn:newest:", "urn:other:00"])(
  "a reference that no store wrote leads nowhere: %s",
  async (ref) => {
    const { bodies } = setup();
    const stored = await bodies.keep(owner, menu);
    expect(await bodies.load({ ...stored, ref })).toBeUndefined();
  },
);

test("a token is loaded with its bytes, and stays without where they are gone", async () => {
  const { bodies } = setup();
  const token = { body: new Uint8Array(), stored: await bodies.keep(owner, menu) };
  expect((await loaded(token, bodies)).body).toEqual(new Uint8Array(menu));
  await bodies.drop(token.stored);
  expect(await loaded(token, bodies)).toBe(token);
});
