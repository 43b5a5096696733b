import { planBus } from "../../../bus/src/config/bus-plan.ts";
import { stepFiled } from "../bus/contracts.ts";
import config from "../bus/spindle.config.ts";
import type { RouteFacts } from "../checker/history.ts";

/** Short enough to wait for, and longer than the requests of one attempt. */
export const shortLeaseMs = 8_000;

const plan = planBus(config({ simulator: () => "http://127.0.0.1:9" }), () => "k");

/** Routes whose deliveries beget a message. */
const telling: Readonly<Record<string, string>> = { "keyed.file": stepFiled.type };

/** The routes of the fault suite's bus, as the checker knows them. */
export const routes: readonly RouteFacts[] = plan.routes.map(({ name, operation }) => ({
  name,
  idempotency: operation.idempotency,
  leaseMs: shortLeaseMs,
  order: operation.lane ? "strict" : (operation.order ?? "unordered"),
  ...(operation.lane && { lane: operation.lane.group }),
  ...(telling[name] !== undefined && { emits: telling[name] }),
}));

/** The environment variables of the connections' secrets. */
export const secrets: Readonly<Record<string, string>> = Object.fromEntries(
  [...plan.connections.keys()].map((id) => [`${id.toUpperCase()}_API_KEY`, "k"]),
);
