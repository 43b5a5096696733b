import { describe, expect, test } from "vitest";
import { lookAt, type SeenDelivery } from "./news.ts";

const delivery = (state: SeenDelivery["state"], route = "toy.keyed", generation = 0): SeenDelivery => ({
  state,
  route,
  generation,
});

describe("a message is told of", () => {
  test("once it is settled on every route, and is over then", () => {
    const both = [delivery("applied"), delivery("superseded", "toy.natural")];
    expect(lookAt(both, [])).toEqual({ news: "settled", told: ["settled"], outlook: "over" });
  });

  test("at once where no route was decided for it", () => {
    expect(lookAt([], [])).toMatchObject({ news: "settled", outlook: "over" });
  });

  test.each(["pending", "running", "waiting", "queued", "parked"] as const)(
    "not while one is %s",
    (state) => {
      expect(lookAt([delivery("applied"), delivery(state, "toy.natural")], [])).toEqual({
        news: undefined,
        told: [],
        outlook: "moves",
      });
    },
  );

  test.each(["dead", "blocked", "inDoubt"] as const)(
    "as failed as soon as one is %s, though others move",
    (state) => {
      const look = lookAt([delivery(state), delivery("running", "toy.natural")], []);
      expect(look).toMatchObject({ news: "failed", outlook: "moves" });
    },
  );

  test("as failed again where a second route fails, and where one fails again in another life", () => {
    const { told } = lookAt([delivery("dead"), delivery("waiting", "toy.natural")], []);
    expect(lookAt([delivery("dead"), delivery("dead", "toy.natural")], told).news).toBe("failed");
    expect(lookAt([delivery("dead", "toy.keyed", 1), delivery("waiting", "toy.natural")], told).news).toBe(
      "failed",
    );
  });

  test("once of the same failure, and of the same end", () => {
    const failed = [delivery("dead")];
    expect(lookAt(failed, lookAt(failed, []).told).news).toBeUndefined();
    const discarded = [delivery("discarded")];
    expect(lookAt(discarded, lookAt(discarded, []).told).news).toBeUndefined();
  });

  test("as settled once what failed is mended", () => {
    const { told } = lookAt([delivery("dead")], []);
    expect(lookAt([delivery("applied", "toy.keyed", 1)], told).news).toBe("settled");
  });
});

test("what waits for a person alone stands still, also what was discarded: it can be restored, and is told of again", () => {
  expect(lookAt([delivery("dead"), delivery("applied", "toy.natural")], []).outlook).toBe("standsStill");
  const { told, outlook } = lookAt([delivery("discarded")], []);
  expect(outlook).toBe("standsStill");
  const restored = lookAt([delivery("waiting", "toy.keyed", 2)], told);
  expect(lookAt([delivery("applied", "toy.keyed", 2)], restored.told).news).toBe("settled");
});
