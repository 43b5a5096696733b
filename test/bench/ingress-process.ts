/** The ingress alone in a process: no worker takes processor time from it. */
import { startIngress } from "../../bus/src/ingress/start.ts";
import { openLog } from "../../bus/src/start/log.ts";
import { noteConfig, prepareBus } from "./note-bus.ts";

const [amqpUrl = "", databaseUrl = ""] = process.argv.slice(2);
const { plan, settings } = await prepareBus({ amqpUrl, databaseUrl }, noteConfig(1));
const log = openLog("ingress", "info", process.stdout);
const ingress = await startIngress({
  settings: { ...settings, ingressPort: 0 },
  plan,
  log,
  name: "bench ingress",
});
process.on("disconnect", () => void ingress.stop().finally(() => process.exit()));
process.send?.(ingress.port);
