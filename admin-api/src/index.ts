export { createAdminApp } from "./app.ts";
export type { AdminPorts, Health } from "./ports.ts";
export { startAdmin, type RunningAdmin } from "./start.ts";
