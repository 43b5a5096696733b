import { describe, expect, onTestFinished, test } from "vitest";
import { startSimulators } from "./start-simulators.ts";
import { startToy } from "./toy.ts";
import { toySimulator } from "./toy-simulator.ts";

describe("a simulated vendor", () => {
  test("answers on its own port and below its path on the shared port", async () => {
    const { stamp, shared, control } = await startToy();
    expect((await stamp("card-1")).status).toBe(200);
    expect(await (await stamp("card-1", `${shared}/api`)).json()).toMatchObject({ greeting: "hello" });
    expect(await control.effects()).toMatchObject([
      { operation: "stampCard", reference: "card-1", stamps: 1 },
      { operation: "stampCard", reference: "card-1", stamps: 1 },
    ]);
  });

  test("keeps its query on the shared port", async () => {
    const { shared, control } = await startToy();
    await fetch(`${shared}/api/version?x=1`);
    expect((await control.requests()).map(({ path }) => path)).toEqual(["/version?x=1"]);
  });

  test("gives each effect an id of its own, also after the list was emptied", async () => {
    const { stamp, control } = await startToy();
    await stamp("card-1");
    const [first] = await control.effects();
    await control.clearEffects();
    expect(await control.effects()).toEqual([]);
    await stamp("card-2");
    const [second] = await control.effects();
    expect(second?.id).not.toBe(first?.id);
  });

  test("shows what it received, with every secret masked", async () => {
    const { stamp, url, control } = await startToy();
    await stamp("toy_secret_1", url, {
      authorization: "Bearer toy_secret_1",
      "x-api-key": "k",
      "idempotency-key": "i-1",
    });
    const [request] = await control.requests();
    expect(request).toMatchObject({
      method: "POST",
      path: "/stamps",
      operation: "stampCard",
      answered: 200,
      body: '{"cardId":"***"}',
    });
    expect(request?.headers).toMatchObject({
      authorization: "Bearer ***",
      "x-api-key": "***",
      "idempotency-key": "i-1",
    });
  });

  test("keeps the last thousand requests and shows as many as asked for, oldest first", async () => {
    const { url, shared, control } = await startToy();
    for (let n = 0; n < 1_003; n += 1) await fetch(`${url}/version?n=${n}`);
    const paths = (await control.requests()).map(({ path }) => path);
    expect([paths.length, paths[0], paths.at(-1)]).toEqual([1_000, "/version?n=3", "/version?n=1002"]);
    expect(await (await fetch(`${shared}/requests?limit=2`)).json()).toMatchObject({
      data: [{ path: "/version?n=1001" }, { path: "/version?n=1002" }],
    });
  });

  test("answers 500 where its own code fails", async () => {
    const { url } = await startToy();
    const response = await fetch(`${url}/stamps`, { method: "POST", body: "not json" });
    expect(response.status).toBe(500);
  });
});

describe("starting", () => {
  test("refuses a port that is taken and names simulator and port", async () => {
    const { port } = await startToy();
    const simulators = [{ connection: "toy", simulator: toySimulator, settings: {}, secrets: {} }];
    await expect(startSimulators({ simulators, port: 0, ports: { toy: port } })).rejects.toThrow(
      `Simulator toy: port ${port} cannot be opened`,
    );
  });

  const toyFor = (connection: string) => ({ connection, simulator: toySimulator, settings: {}, secrets: {} });

  test("gives each of two connections of one adapter a vendor of its own, called like the connection", async () => {
    const { port, urls, close } = await startSimulators({
      simulators: [toyFor("toy-us"), toyFor("toy-ca")],
      port: 0,
    });
    onTestFinished(close);
    expect(Object.keys(urls)).toEqual(["toy-us", "toy-ca"]);
    await fetch(`${urls["toy-us"]}/version`);
    const seenBy = async (address: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/simulators/${address}/requests`);
      return ((await response.json()) as { data: readonly unknown[] }).data.length;
    };
    expect([await seenBy("toy-us"), await seenBy("toy-ca")]).toEqual([1, 0]);
  });

  test("refuses a connection twice", async () => {
    const simulators = [toyFor("a"), toyFor("a")];
    await expect(startSimulators({ simulators, port: 0 })).rejects.toThrow(
      "Simulator a: two connections ask for it.",
    );
  });
});
