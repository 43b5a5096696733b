/** A known bug, as a change of the product's sources that is made while a process of the fault suite loads them. */
export type Plant = {
  /** What is wrong then. */
  readonly bug: string;
  readonly edits: readonly { readonly file: string; readonly search: string; readonly replace: string }[];
};

/** The bugs that the checker must be seen red on. */
export const plants: Readonly<Record<string, Plant>> = {
  "ack-before-commit": {
    bug: "a worker acks the token before anything of its delivery is committed",
    edits: [
      {
        file: "roles/handle.ts",
        search: "const ending = await life(token, ended);",
        replace: "message.ack(); const ending = await life(token, ended);",
      },
    ],
  },
  "no-mandatory": {
    bug: "messages are published without `mandatory`: the broker confirms what it can route nowhere",
    edits: [{ file: "rabbitmq/publisher.ts", search: "mandatory: true", replace: "mandatory: false" }],
  },
  "accept-unstored": {
    bug: "the intake says that a message is stored before the broker has said so",
    edits: [
      {
        file: "intake/intake.ts",
        search: 'if (result !== "stored") return',
        replace: 'if (result === "refused") return',
      },
    ],
  },
  "ack-on-current-channel": {
    bug: "an ack goes to whatever channel its queue is consumed on now",
    edits: [
      {
        file: "rabbitmq/consumer.ts",
        search: "export async function consume(",
        replace: "const current = new Map<string, Acks>();\nexport async function consume(",
      },
      {
        file: "rabbitmq/consumer.ts",
        search: "const acks = gatherAcks(channel);",
        replace: "const acks = gatherAcks(channel); current.set(options.queue, acks);",
      },
      {
        file: "rabbitmq/consumer.ts",
        search: "handOver(delivered(channel, acks, raw, generation.ended), options",
        replace:
          "handOver({ ...delivered(channel, acks, raw, generation.ended), ack: () => current.get(options.queue)?.ack(raw.fields.deliveryTag) }, options",
      },
    ],
  },
  "at-most-once-dead-letters": {
    bug: "queues dead-letter at most once",
    edits: [
      {
        file: "rabbitmq/topology.ts",
        search: '"x-dead-letter-strategy": "at-least-once"',
        replace: '"x-dead-letter-strategy": "at-most-once"',
      },
    ],
  },
  "no-fence": {
    bug: "a settle does not ask whether the claim is still its own",
    edits: [
      {
        file: "postgres/settle-failed.ts",
        search:
          "AND d.state = 'running'\n" +
          '      AND d.fence = (${column("bigint[]", ({ claim }) => claim.fence)}::bigint[])[array_position(${ids}::uuid[], d.message_id)]',
        replace: "",
      },
    ],
  },
  "settle-before-emit": {
    bug: "a delivery is settled before its result messages are stored",
    edits: [
      {
        file: "delivery/finish.ts",
        search: "  await emit(tried.token, tried.claim, attempted, line);\n",
        replace: "",
      },
      {
        file: "delivery/finish.ts",
        search: "const written = await line.settle(settlement);",
        replace:
          "const written = await line.settle(settlement); if (written) await emit(token, claim, attempted, line);",
      },
    ],
  },
  "claim-without-doubt": {
    bug: "the claim of a dead worker's delivery forgets that something may have been done",
    edits: [
      {
        file: "postgres/claim.ts",
        search: "ELSE coalesce(d.doubt_since, d.lease_until) END",
        replace: "ELSE d.doubt_since END",
      },
    ],
  },
  "no-head-check": {
    bug: "a lane goes on past a head that has failed",
    edits: [
      {
        file: "postgres/lanes/take-heads.ts",
        search: "SELECT p.message_id, p.route FROM parked p\n",
        replace:
          "SELECT p.message_id, p.route FROM parked p JOIN delivery x ON x.message_id = p.message_id AND x.route = p.route AND x.state = 'parked'\n",
      },
      { file: "postgres/claim.ts", search: "${laned ? sql`AND ${isHead(sql)}` : sql``}", replace: "" },
    ],
  },
  "next-version": {
    bug: "none: another version of the code, whose tokens carry a header more, and which calls itself so",
    edits: [
      {
        file: "rabbitmq/publisher.ts",
        search: "mandatory: true",
        replace: 'mandatory: true, appId: "spindle-next", timestamp: Date.now()',
      },
      {
        file: "delivery/record.ts",
        search: "adapterVersion: route.connection.adapter.version",
        replace: "adapterVersion: `${route.connection.adapter.version}-next`",
      },
    ],
  },
};
