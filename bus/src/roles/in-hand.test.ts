import { expect, test } from "vitest";
import { openInHand } from "./in-hand.ts";

test("a delivery is in hand until its work has ended, however it ends", async () => {
  const hand = openInHand();
  const [well, ill] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const works = [hand.during("crm.tell", well.promise), hand.during("crm.tell", ill.promise)];
  expect([...hand.counts()]).toEqual([["crm.tell", 2]]);
  well.resolve();
  await works[0];
  expect([...hand.counts()]).toEqual([["crm.tell", 1]]);
  ill.reject(new Error("a bug"));
  await expect(works[1]).rejects.toThrow("a bug");
  expect(hand.counts().size).toBe(0);
});
