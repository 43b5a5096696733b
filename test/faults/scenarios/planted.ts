import { eventually } from "../../support/eventually.ts";
import type { Verdict } from "../checker/verdict.ts";
import type { Failpoint } from "../process/orders.ts";
import { metFailpoints } from "../run/failpoints-met.ts";
import type { Field, Shape } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";

/** A schedule that a planted bug does not survive, and the verdict that it must come to. Without the bug it is green. */
export type Directed = Scenario & {
  readonly plants: readonly string[];
  /** How many processes where the bug is planted, and nobody is to mend what it does. */
  readonly planted?: Shape["counts"];
  readonly verdict: Verdict;
};

const one = { entities: 1, steps: 1 };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** For what must come, however busy the machine is. */
const patienceMs = 60_000;
/** Waits until a process has met a failpoint. */
const met = (directory: string, at: Failpoint["at"]) =>
  eventually(
    `the failpoint ${at}`,
    async () => metFailpoints(directory).filter(({ target }) => target.includes(` ${at} (`)),
    ({ length }) => length > 0,
    patienceMs,
  );
/** It declares again what was unbound: when it starts, also a moment after it is ready, and every minute. */
const noScheduler = { scheduler: 0 };
const alone = { plain: true, counts: { worker: 1 } };
const dying = (at: "before claim" | "before emit" | "after send", route: string) => ({
  ...alone,
  lives: { "worker 1": [{ failpoints: [{ at, route, nth: 1, act: "kill" as const }] }] },
});

/** While nothing leads from the exchange anywhere, nobody may be told that a message is stored. */
async function publishIntoNothing({ broker, producers, crew, logbook, member }: Field): Promise<void> {
  await broker.unbindMessages();
  const published = producers.publish(one);
  await eventually("an answer", async () => logbook.told.length, Boolean, patienceMs);
  // Bindings come back one by one, and what is published in between reaches some of the queues: `mandatory` cannot tell.
  await member("ingress").freezeWhile(() => crew.run("topology", "apply"));
  await published;
}

/** Deliveries that outlive their channel, while the next channel has other messages under the same delivery tags. */
async function outliveChannel({ producers, broker, member, sql }: Field): Promise<void> {
  const become = (count: number, state: string) =>
    eventually(
      `${count} natural deliveries to be ${state}`,
      () => sql`SELECT FROM delivery WHERE route = 'natural.file' AND state = ${state}`,
      ({ length }) => length >= count,
      patienceMs,
    );
  await producers.publish({ entities: 3, steps: 1 });
  await become(3, "applied");
  await producers.publish({ entities: 5, steps: 1 });
  await become(5, "running");
  await broker.dropConnections("worker@");
  await producers.publish({ entities: 5, steps: 1 });
  await become(10, "running");
  // The five that outlived their channel; those that came after it are still under way.
  await become(8, "applied");
  await pause(300);
  await member("worker").kill();
}

/** A refusal that is written down late, when somebody else has done the work. */
async function settleLate({ producers, broker, vendor, crew, directory }: Field): Promise<void> {
  await vendor.script({ kind: "reject", connection: "natural", count: 1 });
  await producers.publish(one);
  await met(directory, "before settle");
  await crew.start("worker", 2);
  await broker.dropConnections("worker@");
  await met(directory, "after settle");
}

/** Messages that are handed to a dead-letter queue which is not there for a while. */
async function deadLetterIntoNothing({ producers, broker, crew, directory }: Field): Promise<void> {
  await broker.unbindDead("natural.file");
  await producers.publish({ entities: 2, steps: 1 });
  await met(directory, "before send");
  // From the failure by way of the worker to the broker.
  await pause(2_000);
  await crew.run("topology", "apply");
}

const waiting = (at: "after send" | "before settle", nth: number, times: number, forMs: number) => ({
  ...alone,
  lives: {
    "worker 1": [{ failpoints: [{ at, route: "natural.file", nth, times, forMs, act: "wait" as const }] }],
  },
});

/** One directed schedule for each known bug. */
export const directed: readonly Directed[] = [
  {
    name: "die-before-claim",
    rule: "a token is acked after its delivery's commit",
    plants: ["ack-before-commit"],
    verdict: "LOST",
    vendorWasWell: true,
    shape: dying("before claim", "natural.file"),
    run: ({ producers }) => producers.publish(one),
  },
  {
    name: "publish-into-nothing",
    rule: "what the broker can route nowhere is not accepted",
    plants: ["no-mandatory", "accept-unstored"],
    verdict: "LOST",
    vendorWasWell: true,
    shape: { counts: noScheduler },
    run: publishIntoNothing,
  },
  {
    name: "outlive-a-channel",
    rule: "an ack reaches only the channel that delivered",
    plants: ["ack-on-current-channel"],
    verdict: "LOST",
    vendorWasWell: true,
    // Long enough for a busy `rabbitmqctl` to close the connections, and for the next deliveries to begin, meanwhile.
    shape: { ...waiting("after send", 4, 100, 18_000), leaseMs: 26_000 },
    run: outliveChannel,
  },
  {
    name: "dead-letter-into-nothing",
    rule: "a dead letter whose queue is away waits for it",
    plants: ["at-most-once-dead-letters"],
    planted: noScheduler,
    verdict: "LOST",
    vendorWasWell: false,
    shape: {
      plain: true,
      lives: Object.fromEntries(
        ["worker 1", "worker 2"].map((name) => [
          name,
          [
            {
              failpoints: [
                { at: "before send" as const, route: "natural.file", nth: 1, act: "throw" as const },
              ],
            },
          ],
        ]),
      ),
    },
    run: deadLetterIntoNothing,
  },
  {
    name: "settle-late",
    rule: "who has lost its claim writes nothing",
    plants: ["no-fence"],
    verdict: "PHANTOM",
    vendorWasWell: false,
    shape: {
      ...alone,
      lives: {
        "worker 1": [
          {
            failpoints: [
              // A lease, and the time that another worker needs to start and to take over.
              { at: "before settle", route: "natural.file", nth: 1, times: 1, forMs: 18_000, act: "wait" },
              { at: "after settle", route: "natural.file", nth: 1, times: 1, forMs: 1, act: "wait" },
            ],
          },
        ],
      },
    },
    run: settleLate,
  },
  {
    name: "die-before-emit",
    rule: "result messages are stored before the delivery is settled",
    plants: ["settle-before-emit"],
    verdict: "LOST",
    vendorWasWell: true,
    shape: dying("before emit", "keyed.file"),
    run: ({ producers }) => producers.publish(one),
  },
  {
    name: "die-after-send",
    rule: "whoever takes over from a dead worker asks before it sends",
    plants: ["claim-without-doubt"],
    verdict: "DUPLICATE",
    vendorWasWell: true,
    shape: dying("after send", "probed.file"),
    run: ({ producers }) => producers.publish(one),
  },
  {
    name: "refuse-a-head",
    rule: "nothing of a lane is done past its head",
    plants: ["no-head-check"],
    verdict: "OUT OF ORDER",
    vendorWasWell: false,
    async run({ vendor, producers }) {
      await vendor.script({ kind: "reject", connection: "lanes", count: 1 });
      await producers.publish({ entities: 1, steps: 3 });
      // A lane whose head stands is looked at again after 15 s; what is done then was done past its head.
      const done = () =>
        vendor.journal().some(({ kind, route }) => kind === "effect" && route.startsWith("lanes."));
      const deadline = Date.now() + 30_000;
      while (!done() && Date.now() < deadline) await pause(250);
    },
  },
];

/** The schedule with its bug in every process, and no process more than it takes. */
export const withPlant = (scenario: Directed, plant: string): Scenario => ({
  ...scenario,
  name: `${scenario.name} with ${plant}`,
  shape: {
    ...scenario.shape,
    counts: { recorder: 0, ...scenario.planted, ...scenario.shape?.counts },
    plants: [plant],
  },
  boundTo: scenario.verdict,
});
