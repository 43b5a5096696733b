/** The product's modules whose ports are wrapped, by where they are, and what stands in their place. */
const modules = {
  "apply-topology.ts": "topology/apply.ts",
  "bus-plan.ts": "config/bus-plan.ts",
  "consumer.ts": "rabbitmq/consumer.ts",
  "dispatch.ts": "postgres/dispatch.ts",
  "emit.ts": "roles/emit.ts",
  "http-vendor.ts": "vendor/http-vendor.ts",
  "intake-store.ts": "postgres/intake-store.ts",
  "lanes.ts": "postgres/lanes/lane-store.ts",
  "ledger.ts": "postgres/ledger.ts",
  "publisher.ts": "rabbitmq/publisher.ts",
  "record-dead-letter.ts": "postgres/record-dead-letter.ts",
} as const;

const product = new URL("../../../bus/src/", import.meta.url);

/** Real module → the one in its place, as URLs. */
export const swapped: ReadonlyMap<string, string> = new Map(
  Object.entries(modules).map(([port, real]) => [
    new URL(real, product).href,
    new URL(`ports/${port}`, import.meta.url).href,
  ]),
);
