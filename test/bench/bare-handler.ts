/** What intake is compared to, alone in a process: a Hono handler that publishes the body with confirm, and checks nothing. */
import { connect } from "amqplib";
import { Hono } from "hono";
import { serve } from "../../bus/src/http/serve.ts";
import { benchQueue } from "./bench-queue.ts";

const [amqpUrl = ""] = process.argv.slice(2);
const queue = "bench.handler";
const connection = await connect(amqpUrl);
const channel = await connection.createConfirmChannel();
await channel.assertQueue(queue, benchQueue);

const app = new Hono();
app.post("/v1/messages", async (c) => {
  const body = Buffer.from(await c.req.arrayBuffer());
  const options = { persistent: true, mandatory: true, contentType: "application/json" };
  await new Promise<void>((done, fail) => {
    channel.publish("", queue, body, options, (error: unknown) => (error ? fail(error) : done()));
  });
  return c.json({ stored: true }, 202);
});
const server = await serve(app.fetch, { name: "bare handler", setting: "none", host: "127.0.0.1", port: 0 });
process.on("disconnect", () => process.exit());
process.send?.(server.port);
