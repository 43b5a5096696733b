import { expect, test } from "vitest";
import { openGuard } from "./guard.ts";

const forever = (): never => {
  for (;;);
};
const on = (name: string, n: number) => ({ route: { name }, n });
const setup = (isOver = () => false) => openGuard({ patienceMs: 20, isOver });

test("an item that hangs is found, and the others are answered, once each", async () => {
  const asked: number[] = [];
  const ended = await setup()([on("a", 1), on("a", 2), on("a", 3)], ({ n }) => {
    if (n === 2) return forever();
    asked.push(n);
    return n * 10;
  });
  expect(ended).toEqual([{ inTime: true, value: 10 }, { inTime: false }, { inTime: true, value: 30 }]);
  expect(asked).toEqual([1, 3]);
});

test("of a hundred that hang, three are tried, and another adapter is asked all the same", async () => {
  let asked = 0;
  const items = [...Array.from({ length: 100 }, (_, n) => on("a", n)), on("b", 7)];
  const ended = await setup()(items, ({ route, n }) => {
    if (route.name === "b") return n;
    asked += 1;
    return forever();
  });
  expect(ended).toHaveLength(101);
  expect(ended.at(-1)).toEqual({ inTime: true, value: 7 });
  expect(asked).toBe(6); // in company, then alone
});

test("while one hangs, others have their turns in between", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await setup()([on("a", 1), on("a", 2), on("a", 3)], forever);
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(2);
});

test("when its time is over none is asked any more", async () => {
  const ended = await setup(() => true)([on("a", 1), on("a", 2)], () => "asked");
  expect(ended).toEqual([{ inTime: false }, { inTime: false }]);
});
