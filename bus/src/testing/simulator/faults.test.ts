import { describe, expect, test } from "vitest";
import { z } from "zod";
import { startToy, stoppedClock } from "./toy.ts";

const FaultInForce = z.object({ kind: z.string() });

describe("fault outage", () => {
  test("refuses connections on the vendor's port, cuts them on the shared one, and ends", async () => {
    const { stamp, shared, control } = await startToy();
    await stamp("card-1");
    await control.putFault({ kind: "outage" });
    await expect(stamp("card-2")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await expect(stamp("card-2", `${shared}/api`)).rejects.toThrow("fetch failed");
    await control.putFault({ kind: "none" });
    expect((await stamp("card-3")).status).toBe(200);
    expect((await control.effects()).map(({ reference }) => reference)).toEqual(["card-1", "card-3"]);
  });

  test("cuts a request that is being served when it begins", async () => {
    const { clock, waited } = stoppedClock();
    const { stamp, control } = await startToy({ clock });
    await control.putFault({ kind: "slow" });
    const ending = stamp("card-1").then(
      () => "answered",
      () => "cut",
    );
    await waited;
    await control.putFault({ kind: "outage" });
    expect(await ending).toBe("cut");
  });

  test("in mode 503 answers 503 everywhere and applies nothing", async () => {
    const { stamp, url, control } = await startToy();
    await control.putFault({ kind: "outage", mode: "503" });
    const answers = await Promise.all([
      stamp("card-1"),
      fetch(`${url}/cards/card-1`),
      fetch(`${url}/version`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(await control.effects()).toEqual([]);
  });

  test("of one operation leaves the others and the port alone", async () => {
    const { stamp, url, control } = await startToy();
    await control.putFault({ kind: "outage", operation: "lookUpCard" });
    expect((await stamp("card-1")).status).toBe(200);
    await expect(fetch(`${url}/cards/card-1`)).rejects.toThrow("fetch failed");
  });

  test("with a count cuts that many requests", async () => {
    const { stampAll, control } = await startToy();
    await control.putFault({ kind: "outage", count: 2 });
    expect(await stampAll(4)).toEqual(["dropped", "dropped", 200, 200]);
  });

  test("put from several sides at once leaves the port as the fault in force wants it", async () => {
    const { stamp, shared, control } = await startToy();
    const kinds = ["outage", "none", "outage", "outage", "none"] as const;
    await Promise.all(kinds.map((kind) => control.putFault({ kind })));
    const { kind } = FaultInForce.parse(await (await fetch(`${shared}/fault`)).json());
    const port = await stamp("card-1").then(
      () => "open",
      () => "shut",
    );
    expect(port).toBe(kind === "none" ? "open" : "shut");
  });
});

describe("the other faults", () => {
  test("reject gives the vendor's refusal, applies nothing and spares reads", async () => {
    const { stamp, url, control } = await startToy();
    await control.putFault({ kind: "reject" });
    expect((await stamp("card-1")).status).toBe(402);
    expect((await fetch(`${url}/cards/card-1`)).status).toBe(200);
    expect(await control.effects()).toEqual([]);
  });

  test("rateLimit gives the vendor's 429 with Retry-After and applies nothing", async () => {
    const { stamp, control } = await startToy();
    await control.putFault({ kind: "rateLimit" });
    const response = await stamp("card-1");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await response.json()).toEqual({ error: "too fast" });
    expect(await control.effects()).toEqual([]);
  });

  test("slow applies at once and answers after the delay", async () => {
    const { clock, waits, waited } = stoppedClock();
    const { stamp, control } = await startToy({ clock });
    await control.putFault({ kind: "slow", delayMs: 700 });
    const answer = stamp("card-1");
    await waited;
    expect(await control.effects()).toMatchObject([{ reference: "card-1" }]);
    expect(waits.map(({ delayMs }) => delayMs)).toEqual([700]);
    waits[0]?.end();
    expect((await answer).status).toBe(200);
  });

  test("slow delays longer than the bus waits for a vendor where no delay is named", async () => {
    const { clock, waits, waited } = stoppedClock();
    const { stamp, control } = await startToy({ clock });
    await control.putFault({ kind: "slow" });
    const answer = stamp("card-1");
    await waited;
    expect(waits[0]?.delayMs).toBe(15_000);
    waits[0]?.end();
    await answer;
  });

  test("commitThenDrop applies, cuts the connection, and spares reads", async () => {
    const { stamp, url, control } = await startToy();
    await control.putFault({ kind: "commitThenDrop" });
    await expect(stamp("card-1")).rejects.toThrow("fetch failed");
    expect(await (await fetch(`${url}/cards/card-1`)).json()).toEqual({ stamps: 1 });
    expect((await control.requests()).map(({ answered }) => answered)).toEqual(["dropped", 200]);
  });

  test("malformed applies and answers 200 with half of the JSON", async () => {
    const { stamp, control } = await startToy();
    await control.putFault({ kind: "malformed" });
    const response = await stamp("card-1");
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/^\{"stampId"/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(await control.effects()).toHaveLength(1);
  });

  test("a share strikes that share of the requests, the same ones in every run", async () => {
    const { stampAll, control } = await startToy();
    const run = async () => {
      await control.putFault({ kind: "reject", share: 0.3 });
      return stampAll(100);
    };
    const first = await run();
    expect(first.filter((status) => status === 402).length).toBeGreaterThanOrEqual(29);
    expect(first.filter((status) => status === 402).length).toBeLessThanOrEqual(31);
    expect(await run()).toEqual(first);
  });

  test("a count strikes that many requests and shows its hits", async () => {
    const { stampAll, shared, control } = await startToy();
    await control.putFault({ kind: "reject", count: 3 });
    expect(await stampAll(5)).toEqual([402, 402, 402, 200, 200]);
    expect(await (await fetch(`${shared}/fault`)).json()).toEqual({ kind: "reject", count: 3, hits: 3 });
  });

  test("an operation's fault spares the other operations", async () => {
    const { stamp, url, control } = await startToy();
    await control.putFault({ kind: "rateLimit", operation: "lookUpCard" });
    expect((await stamp("card-1")).status).toBe(200);
    expect((await fetch(`${url}/cards/card-1`)).status).toBe(429);
  });
});

describe("fault unauthorized", () => {
  test("refuses the key as often as it is told to, and applies nothing", async () => {
    const { stampAll, control } = await startToy();
    await control.putFault({ kind: "unauthorized", count: 2 });
    expect(await stampAll(3)).toEqual([401, 401, 200]);
    expect((await control.effects()).map(({ reference }) => reference)).toEqual(["card-2"]);
  });
});
