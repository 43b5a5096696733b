import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { callNode } from "./call-node.ts";

const run = promisify(execFile);

type Broker = ServersRecord["rabbitmq"];

/** Makes vhosts that the broker's user may do everything in. */
export async function addVhosts(broker: Broker, names: readonly string[]): Promise<void> {
  const user = decodeURIComponent(new URL(broker.url).username);
  if (broker.control)
    return evaluate(
      broker.control,
      names,
      `rabbit_vhost:add(Name, <<"${user}">>),
       rabbit_auth_backend_internal:set_permissions(
         <<"${user}">>, Name, <<".*">>, <<".*">>, <<".*">>, <<"${user}">>)`,
    );
  for (const name of names) {
    await manage(broker, "PUT", `vhosts/${name}`);
    await manage(broker, "PUT", `permissions/${name}/${encodeURIComponent(user)}`, everything);
  }
}

/** Deletes vhosts with all that is in them. */
export async function deleteVhosts(broker: Broker, names: readonly string[]): Promise<void> {
  if (broker.control) return evaluate(broker.control, names, `rabbit_vhost:delete(Name, <<"tests">>)`);
  await Promise.all(names.map((name) => manage(broker, "DELETE", `vhosts/${name}`)));
}

const everything = { configure: ".*", write: ".*", read: ".*" };

/** Runs Erlang on the broker for each of these names. */
async function evaluate(
  { command, args, env }: NonNullable<Broker["control"]>,
  names: readonly string[],
  body: string,
): Promise<void> {
  const list = names.map((name) => `<<"${name}">>`).join(", ");
  const erlang = `lists:foreach(fun(Name) -> ${body} end, [${list}]).`;
  if (await callNode(env, erlang)) return;
  await run(command, [...args, "--quiet", "eval", erlang], { env: { ...process.env, ...env } });
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
