import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ServersRecord } from "../../tools/servers/record.ts";

const run = promisify(execFile);

type Broker = ServersRecord["rabbitmq"];

/** Makes a vhost that the broker's user may do everything in. */
export async function addVhost(broker: Broker, name: string): Promise<void> {
  const user = decodeURIComponent(new URL(broker.url).username);
  if (!broker.control) {
    await manage(broker, "PUT", `vhosts/${name}`);
    return manage(broker, "PUT", `permissions/${name}/${encodeURIComponent(user)}`, everything);
  }
  // One call of the command line tool, a third of a second each, instead of two.
  await control(broker.control, [
    "eval",
    `rabbit_vhost:add(<<"${name}">>, <<"${user}">>),
     rabbit_auth_backend_internal:set_permissions(
       <<"${user}">>, <<"${name}">>, <<".*">>, <<".*">>, <<".*">>, <<"${user}">>).`,
  ]);
}

/** Deletes a vhost with all that is in it. */
export async function deleteVhost(broker: Broker, name: string): Promise<void> {
  if (!broker.control) return manage(broker, "DELETE", `vhosts/${name}`);
  await control(broker.control, ["delete_vhost", name]);
}

const everything = { configure: ".*", write: ".*", read: ".*" };

async function control({ command, args, env }: NonNullable<Broker["control"]>, words: readonly string[]) {
  await run(command, [...args, "--quiet", ...words], { env: { ...process.env, ...env } });
}

/** A broker that was given by its URL is asked through its management plugin, at the plugin's usual port. */
async function manage(broker: Broker, method: string, path: string, body?: object): Promise<void> {
  const { hostname, username, password } = new URL(broker.url);
  const url = `http://${hostname}:15672/api/${path}`;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const response = await fetch(url, {
    method,
    headers: { authorization: `Basic ${credentials.toString("base64")}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Error(`tests need a vhost each, made through the management plugin of ${hostname}: ${url}`, {
      cause,
    });
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
}
