import type { AnyOperation } from "../../adapter/index.ts";
import type { Checks } from "./checks.ts";
import { openWorld, operationOf, type Subject } from "./world.ts";

/** Of a batched operation: many at once are each done once, and what the answer does not mention is in doubt. */
export async function checkBatch(subject: Subject, name: string, checks: Checks): Promise<void> {
  const operation = operationOf(subject.adapter, name);
  if (!operation.batch) return;
  await checks.run("silver", "partial batch", name, async (fault) => {
    const world = await openWorld(subject);
    try {
      await world.prepare(name);
      const datas = copiesOf(operation, world.message(name), 3);
      world.stand(async (_request, send) => {
        const answer = await send();
        if (answer.kind !== "answered") return answer;
        // Done, and the vendor says of nobody that it was.
        return { kind: "answered", response: { ...answer.response, body: "{}", json: {} } };
      });
      const deliveries = await world.harness.deliverAll(name, operation.on, datas);
      for (const { state } of deliveries)
        if (state === "dead" || state === "blocked")
          fault(`an item that the answer does not mention is ${state}, not in doubt`);
      world.stand(undefined);
      const counted = new Map<string, number>();
      for (const { operation: of, reference } of await world.effects())
        counted.set(`${of} ${reference}`, (counted.get(`${of} ${reference}`) ?? 0) + 1);
      for (const [reference, count] of counted) if (count > 1) fault(`${reference} is done ${count} times`);
    } finally {
      await world.close();
    }
  });
}

/** The message so many times, each with an entity key of its own. */
function copiesOf({ on }: AnyOperation, message: unknown, count: number): readonly unknown[] {
  const [first = ""] = on.entityKey.split(".");
  const data = message as Readonly<Record<string, unknown>>;
  return Array.from({ length: count }, (_, n) =>
    typeof data[first] === "string" ? { ...data, [first]: `${data[first]}-${n}` } : data,
  );
}
