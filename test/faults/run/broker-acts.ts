import { connect, type Channel } from "amqplib";
import { deadQueue, exchanges, journalQueue, laneQueue, workQueue } from "../../../bus/src/rabbitmq/names.ts";
import { stepFiled, stepTaken, stepUndone } from "../bus/contracts.ts";
import type { Logbook } from "./logbook.ts";
import type { Place } from "./ground.ts";
import { routes } from "./plan.ts";

/** What somebody with the right to configure the broker does to it. `spindle topology apply` mends it all. */
export type BrokerActs = ReturnType<typeof openBrokerActs>;

/** Opens an administrator of one schedule's vhost. */
export function openBrokerActs(place: Place, logbook: Logbook) {
  const onChannel = async (kind: string, target: string, act: (channel: Channel) => Promise<unknown>) => {
    const connection = await connect(place.amqpUrl.split(",")[0] ?? "", { timeout: 5_000 });
    connection.on("error", () => undefined);
    await act(await connection.createChannel());
    await connection.close();
    logbook.fault({ kind, target });
  };
  return {
    /** Nothing leads from the exchange of messages anywhere. */
    unbindMessages: () =>
      onChannel("bindings deleted", exchanges.messages, async (channel) => {
        await channel.unbindQueue(journalQueue, exchanges.messages, "#");
        const unordered = routes.filter(({ order }) => order !== "strict").map(({ name }) => workQueue(name));
        for (const queue of [...unordered, laneQueue("lanes.steps")])
          for (const { type } of [stepTaken, stepFiled, stepUndone])
            await channel.unbindQueue(queue, exchanges.messages, type);
      }),
    unbindWork: (route: string) =>
      onChannel("binding deleted", workQueue(route), (channel) =>
        channel.unbindQueue(workQueue(route), exchanges.messages, stepTaken.type),
      ),
    unbindDead: (route: string) =>
      onChannel("binding deleted", deadQueue(route), (channel) =>
        channel.unbindQueue(deadQueue(route), exchanges.dead, route),
      ),
    deleteQueue: (queue: string) =>
      onChannel("queue deleted", queue, (channel) => channel.deleteQueue(queue)),
    /** Makes an empty queue one of an older version, fed by these types. */
    ageQueue: (queue: string, types: readonly string[], more: Readonly<Record<string, unknown>>) =>
      onChannel("queue aged", queue, async (channel) => {
        await channel.deleteQueue(queue);
        const given = { "x-queue-type": "quorum", "x-delivery-limit": 7, "x-overflow": "reject-publish" };
        await channel.assertQueue(queue, { durable: true, arguments: { ...given, ...more } });
        for (const type of types) await channel.bindQueue(queue, exchanges.messages, type);
      }),
    /** Closes the connections whose name begins so, as a broker does that has enough of a client. */
    async dropConnections(beginning: string) {
      const text = await place.control("list_connections", "--silent", "pid", "client_properties", "vhost");
      const lines = text
        .split("\n")
        .filter((line) => line.includes(place.vhost) && line.includes(`"${beginning}`));
      for (const line of lines)
        await place.control("close_connection", line.split("\t")[0] ?? "", "a fault test");
      if (lines.length === 0) throw new Error(`nobody is connected as ${beginning}`);
      logbook.fault({ kind: "connection closed by the broker", target: beginning });
    },
    policy: async (pattern: string, definition: object) => {
      await place.control(
        "set_policy",
        "--vhost",
        place.vhost,
        "faults",
        pattern,
        JSON.stringify(definition),
        "--apply-to",
        "queues",
      );
      logbook.fault({ kind: "policy", target: `${pattern} ${JSON.stringify(definition)}` });
    },
    clearPolicy: () => place.control("clear_policy", "--vhost", place.vhost, "faults"),
  };
}
