import { expect, test } from "vitest";
import { assign, keysOf, nameOf } from "./assign.ts";
import type { Choice } from "./choice.ts";

const choice = (keys: readonly string[], connection: string | undefined, rollout = "loyalty"): Choice => ({
  rollout,
  keys,
  proposal: { connection, because: `share for ${connection}`, named: false },
  routes: new Map(),
});
const known = (...pairs: readonly (readonly [string, string])[]) =>
  new Map(pairs.map(([key, connection]) => [nameOf({ rollout: "loyalty", key }), connection]));

test("nothing chosen yet: what is proposed holds for everything that the message is about", () => {
  const { connections, fresh } = assign([choice(["order:1", "payment:9"], "new")], known());
  expect(connections).toEqual(["new"]);
  expect(fresh).toEqual([
    { rollout: "loyalty", key: "order:1", connection: "new", because: "share for new" },
    { rollout: "loyalty", key: "payment:9", connection: "new", because: "share for new" },
  ]);
});

test("what was chosen for any of it holds, and is written down for the rest of it", () => {
  const { connections, fresh } = assign([choice(["payment:9", "order:1"], "new")], known(["order:1", "old"]));
  expect(connections).toEqual(["old"]);
  expect(fresh).toMatchObject([{ key: "payment:9", connection: "old", because: "follows order:1" }]);
});

test("its own entity has the first word where two were chosen for differently", () => {
  const before = known(["order:1", "old"], ["payment:9", "new"]);
  expect(assign([choice(["order:1", "payment:9"], "new")], before)).toEqual({
    connections: ["old"],
    fresh: [],
  });
});

test("within one batch the earlier message chooses for the later one", () => {
  const { connections, fresh } = assign(
    [choice(["order:1", "payment:9"], "new"), choice(["payment:9"], "old")],
    known(),
  );
  expect(connections).toEqual(["new", "new"]);
  expect(fresh).toHaveLength(2);
});

test("two roll-outs know nothing of each other", () => {
  const choices = [choice(["order:1"], "new"), choice(["order:1"], "braze", "engagement")];
  expect(assign(choices, known(["order:1", "old"])).connections).toEqual(["old", "braze"]);
  expect(keysOf([...choices, ...choices])).toHaveLength(2);
});

test("what nobody serves is chosen for nobody, and may be served later", () => {
  expect(assign([choice(["order:1"], undefined)], known())).toEqual({ connections: [undefined], fresh: [] });
});
