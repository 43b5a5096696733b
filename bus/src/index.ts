export type { BusPlan } from "./config/bus-plan.ts";
export { type ConfigContext, type ConnectionConfig, defineConfig, type SpindleConfig } from "./config/define-config.ts";
export type { RoleContext, RunningRole } from "./role.ts";
export type { Connection, Route } from "./route.ts";
