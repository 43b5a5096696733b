import type { History } from "../checker/history.ts";
import type { Scenario } from "../run/scenario.ts";
import { paced, underLoad } from "./load.ts";

const isKiller = ({ messages }: History, id: string) =>
  messages.find((message) => message.id === id)?.entity.startsWith("killer") ?? false;

/** A message that kills whoever works on it, among others that do not. */
export const killerMessage: Scenario = {
  name: "killer-message",
  rule: "a message that kills its worker is dead after the poison limit, and takes nobody with it",
  vendorWasWell: true,
  shape: paced,
  run: (field) =>
    underLoad(field, () => field.producers.publish({ entities: 1, steps: 1, named: "killer" }), {
      entities: 12,
      seconds: 20,
    }),
  complaints(history) {
    const dead = history.deliveries.filter(({ state }) => state === "dead");
    const killers = dead.filter(
      ({ messageId, route }) => isKiller(history, messageId) && route === "natural.file",
    );
    const innocents = dead.filter((row) => !killers.includes(row));
    return [
      ...(killers.length === 1 ? [] : ["the killer is not dead"]),
      ...innocents.map(
        ({ messageId, route, errorCode }) => `${messageId} on ${route} is dead (${errorCode}) with it`,
      ),
    ];
  },
};
