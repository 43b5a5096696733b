import {
  deliveryId,
  type Act,
  type Approval,
  type Operations,
  type Revision,
  type StoredFailure,
} from "@spindlebus/bus/engine";
import { orderCompleted } from "@spindlebus/contracts";
import { aFailure } from "./fake-failures.ts";
import { type World, anEnvelope, known, time } from "./fake-world.ts";

/** One revision of each failure, which is always the same edit. */
export const fakeRevisions = ({ payload, recorded, find }: World): Operations["revisions"] => ({
  mendable: async (key) =>
    find(key) && payload ? { envelope: anEnvelope, body: payload.body, base: 0 } : undefined,
  intakeFailure: async (key) => (find(key) ? anIntakeFailure : undefined),
  async write(key, revision, act) {
    const { contentType, body, approval } = revision;
    const name = `revise ${contentType} ${Buffer.from(body).toString()}`;
    recorded.acts.push({ name, target: deliveryId(key), act });
    return known(find(key) && aRevision(act, approval));
  },
  async decide(key, n, decision, act) {
    recorded.acts.push({ name: `${decision} ${n}`, target: deliveryId(key), act });
    return known(find(key) && aRevision(act));
  },
  list: async (key) =>
    find(key) && payload
      ? [{ revision: aRevision(), before: payload.body, after: edited(payload.body) }]
      : [],
  waiting: async () => [{ ...aRevision(), id: aFailure(1).id, route: aFailure(1).route, type: null }],
});

/** The last edit of any failure. */
function aRevision(act: Act = { actor: "ana", reason: "mended" }, approval?: Approval): Revision {
  return {
    n: 1,
    state: approval ? "proposed" : "approved",
    author: act.actor,
    reason: act.reason,
    writtenAt: time,
    base: 0,
    delicate: approval?.delicate ?? [],
    expiresAt: approval ? time : null,
    decision: null,
    dispatch: null,
  };
}

/** The store's name and the guest's are others in it. */
const edited = (body: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(body)
      .toString()
      .replaceAll(/"givenName":"[^"]*"/g, '"givenName":"Grace"'),
  );

/** An order that came by AMQP, whose data is none. */
const anIntakeFailure: StoredFailure = {
  type: "intake.amqp",
  source: "/amqp",
  contentType: "application/json",
  body: Buffer.from("{}"),
  extensions: {
    specversion: "1.0",
    id: "evt-1",
    source: "/pos/0042",
    type: orderCompleted.type,
    messageid: "m-1",
  },
};
