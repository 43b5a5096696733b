/** The vendor as a process of its own: it outlives every kill of ours, and `FAULTS_VENDOR` says where it keeps its log. */
import { once } from "node:events";
import { z } from "zod";
import { openBooks } from "./journal.ts";
import { openScript } from "./misdeeds.ts";
import { randomFrom } from "./random.ts";
import { vendorServer } from "./serve.ts";

const Orders = z.object({ port: z.int(), journal: z.string(), seed: z.int() });
const { port, journal, seed } = Orders.parse(JSON.parse(process.env["FAULTS_VENDOR"] ?? "{}"));

const server = vendorServer(openBooks(journal), openScript(randomFrom(seed)));
server.listen(port, "127.0.0.1");
await once(server, "listening");
process.send?.("ready");
// Nobody is left whom it could serve.
process.on("disconnect", () => process.exit());
