import { deliveryId, type DeliveryKey, type Doubt, type Operations } from "@spindlebus/bus/engine";
import { aGroup } from "./fake-groups.ts";
import { type World, known, time } from "./fake-world.ts";

/** The doubt of every failure that is in doubt. */
export const fakeDoubts = ({ recorded, find }: World): Operations["doubts"] => ({
  find: async (key) => (find(key)?.state === "inDoubt" ? aDoubt(key) : undefined),
  async ask(key, act) {
    recorded.acts.push({ name: "ask", target: deliveryId(key), act });
    return known(find(key));
  },
  async answerMany({ group, answer, expectedCount }, act) {
    recorded.acts.push({ name: `answer ${answer}`, target: group, act });
    if (group !== aGroup.id) return { ok: false, code: "notFound", detail: "There is no such group." };
    if (expectedCount !== 2) return { ok: false, code: "countDiffers", count: 2 };
    return { ok: true, value: { answered: 2 } };
  },
});

/** A doubt whose worker has died. */
const aDoubt = (key: DeliveryKey): Doubt => ({
  key,
  since: time,
  entityKey: "order-1",
  generation: 0,
  revision: 0,
  era: 0,
  batched: false,
  stored: true,
  lane: null,
  worker: "worker-1",
  left: null,
  probed: null,
});
