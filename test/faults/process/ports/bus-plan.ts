import { planBus as real } from "../../../../bus/src/config/bus-plan.ts";
import { orders } from "../orders.ts";

export * from "../../../../bus/src/config/bus-plan.ts";

/** The plan with leases that a test can wait for: a route's policy is data. */
export const planBus: typeof real = (config, secretOf) => {
  const plan = real(config, secretOf);
  const { leaseMs } = orders;
  return {
    ...plan,
    routes: plan.routes.map((route) => ({ ...route, policy: { ...route.policy, leaseMs } })),
  };
};
