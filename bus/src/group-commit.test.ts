import { describe, expect, test } from "vitest";
import { groupCommit } from "./group-commit.ts";
import { Unstorable } from "./unstorable.ts";

/** A writer whose commits end when the test says so. */
function setup({ max = 100 } = {}) {
  const batches: { items: readonly string[]; commit: () => void; fail: (error: Error) => void }[] = [];
  const begun: (() => void)[] = [];
  const write = (items: readonly string[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    batches.push({ items, commit: () => resolve(items.map((item) => `${item}!`)), fail: reject });
    for (const wake of begun.splice(0)) wake();
    return promise;
  };
  const batch = async (index: number) => {
    while (batches.length <= index) await new Promise<void>((resolve) => begun.push(resolve));
    const found = batches[index];
    if (!found) throw new Error("unreachable");
    return found;
  };
  return { add: groupCommit(write, { max }), batches, batch };
}

describe("a group commit", () => {
  test("writes what comes in one turn together, and answers each in its order", async () => {
    const { add, batch, batches } = setup();
    const answers = Promise.all(["a", "b", "c"].map(add));
    (await batch(0)).commit();
    expect(await answers).toEqual(["a!", "b!", "c!"]);
    expect(batches.map(({ items }) => items)).toEqual([["a", "b", "c"]]);
  });

  test("gathers the next batch while one is being written, and starts it at once", async () => {
    const { add, batch, batches } = setup();
    const first = add("a");
    await batch(0);
    const later = Promise.all(["b", "c"].map(add));
    expect(batches).toHaveLength(1);
    (await batch(0)).commit();
    expect(await first).toBe("a!");
    (await batch(1)).commit();
    expect(await later).toEqual(["b!", "c!"]);
    const idle = add("d");
    (await batch(2)).commit();
    expect(await idle).toBe("d!");
  });

  test("never writes more than the maximum at once, nor two batches at the same time", async () => {
    const { add, batch, batches } = setup({ max: 2 });
    const answers = Promise.all(["a", "b", "c", "d", "e"].map(add));
    for (const index of [0, 1, 2]) {
      const { commit } = await batch(index);
      expect(batches).toHaveLength(index + 1);
      commit();
    }
    expect(await answers).toEqual(["a!", "b!", "c!", "d!", "e!"]);
    expect(batches.map(({ items }) => items.length)).toEqual([2, 2, 1]);
  });

  test("that fails rejects its own batch and no other", async () => {
    const { add, batch } = setup({ max: 2 });
    const answers = Promise.allSettled(["a", "b", "c"].map(add));
    (await batch(0)).fail(new Error("disk full"));
    (await batch(1)).commit();
    expect(await answers).toMatchObject([
      { status: "rejected", reason: { message: "disk full" } },
      { status: "rejected", reason: { message: "disk full" } },
      { status: "fulfilled", value: "c!" },
    ]);
  });

  test("whose writer throws at once rejects and goes on", async () => {
    let turn = 0;
    const add = groupCommit<string, string>(
      (items) => {
        turn += 1;
        if (turn === 1) throw new Error("boom");
        return Promise.resolve(items);
      },
      { max: 10 },
    );
    await expect(add("a")).rejects.toThrow("boom");
    expect(await add("b")).toBe("b");
  });

  describe("of which the database refuses an item", () => {
    function refusing(...refused: readonly string[]) {
      const batches: (readonly string[])[] = [];
      const write = async (items: readonly string[]) => {
        batches.push(items);
        if (items.some((item) => refused.includes(item)))
          throw Object.assign(new Error("null value in a column"), { code: "23502" });
        return items.map((item) => `${item}!`);
      };
      return { add: groupCommit(write, { max: 100 }), batches };
    }

    test("fails for that item alone, and writes the others in their order", async () => {
      const { add, batches } = refusing("c", "g");
      const items = ["a", "b", "c", "d", "e", "f", "g", "h"];
      const answers = await Promise.allSettled(items.map(add));
      const failed = answers.flatMap((answer) =>
        answer.status === "rejected" ? [answer.reason as unknown] : [],
      );
      expect(failed.map((error) => error instanceof Unstorable)).toEqual([true, true]);
      expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : undefined))).toEqual([
        "a!",
        "b!",
        undefined,
        "d!",
        "e!",
        "f!",
        undefined,
        "h!",
      ]);
      const written = batches.filter((batch) => !batch.includes("c") && !batch.includes("g")).flat();
      expect(written).toEqual(["a", "b", "d", "e", "f", "h"]);
    });

    test("goes on with the next batch", async () => {
      const { add } = refusing("a");
      await expect(add("a")).rejects.toThrow(Unstorable);
      expect(await add("b")).toBe("b!");
    });
  });
});
