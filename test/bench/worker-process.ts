/** A worker alone in a process, over a vendor in the same process that answers at once: what its memory is measured on. */
import { startWorker } from "../../bus/src/roles/worker.ts";
import { deliveryLog } from "./delivery-log.ts";
import { instantVendor, noteConfig, prepareBus } from "./note-bus.ts";

const [amqpUrl = "", databaseUrl = ""] = process.argv.slice(2);
const { plan, settings } = await prepareBus({ amqpUrl, databaseUrl }, noteConfig(1));
let delivered = 0;
const log = deliveryLog(() => (delivered += 1));
const worker = await startWorker({ settings, plan, log, name: "bench worker" }, { vendor: instantVendor });
// Asked for the count, it answers; once nobody can ask any more, it ends.
process.on("message", () => process.send?.(delivered));
process.on("disconnect", () => void worker.stop().finally(() => process.exit()));
process.send?.(delivered);
