import config from "../../../spindle.config.ts";
import { planBus } from "../../../bus/src/config/bus-plan.ts";
import { secretVariable } from "../../../bus/src/config/secret-source.ts";

/** The project's own configuration, as an installation has it: every contract, every adapter and its webhooks. */
const installed = config({ simulator: () => undefined });

/** The secrets are long enough for any vendor's format, and are planted: no answer and no log line may tell them. */
export const secretOf = (connection: string, name: string): string =>
  `whsec_planted${connection}${name}00000000000000000000`;

/** The bus that is fuzzed. */
export const fuzzedPlan = planBus(installed, secretOf);

/** The secrets as the environment of a process. */
export const secretsInEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    [...fuzzedPlan.connections].flatMap(([id, { adapter }]) =>
      Object.keys(adapter.secrets.shape).map((name) => [secretVariable(id, name), secretOf(id, name)]),
    ),
  );

/** Every webhook's path. */
export const webhookPaths: readonly string[] = [...fuzzedPlan.connections].flatMap(([id, { adapter }]) =>
  Object.keys(adapter.webhooks ?? {}).map((name) => `/v1/webhooks/${id}/${name}`),
);
