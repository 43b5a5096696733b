import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./test/support/slowest-first.ts";

const ignored = ["**/node_modules/**", "**/.spindle*/**"];

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{contracts,bus,adapters,admin-api,client,tools}/**/*.test.{ts,tsx}",
            "test/architecture/**/*.test.ts",
            "test/support/**/*.test.ts",
            "test/faults/{checker,plants,support}/**/*.test.ts",
          ],
          exclude: ignored,
          // Pure code keeps nothing between files; loading every module once halves the work of a run.
          isolate: false,
          maxWorkers: 2,
          // For a machine that is busy with something else.
          testTimeout: 20_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/{integration,stories,browser}/**/*.test.ts", "test/faults/short/*.test.ts"],
          exclude: ignored,
          globalSetup: "test/support/global-setup.ts",
          // A killed broker needs up to ten seconds to come back, twice that on a busy machine.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          // They wait more than they compute: three keep two cores at work. All share one RabbitMQ and one PostgreSQL.
          maxWorkers: 3,
          // Schedules of the fault suite: each is half a dozen processes.
          maxConcurrency: 5,
          // After the unit tests: Vitest runs projects together only if they have as many workers.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
