import type { ClusterNode } from "./cluster-node.ts";

/**
 * Cuts one node off from the others, each of which goes on talking to clients: two nodes that know different cookies for
 * each other cannot connect. A minority pauses (`pause_minority`). The returned function lets them talk again; the node
 * comes back by itself within some seconds.
 */
export async function partition(
  lonely: ClusterNode,
  others: readonly ClusterNode[],
): Promise<() => Promise<void>> {
  const cookie = await lonely.control("eval", "erlang:get_cookie().");
  const say = (cookieOf: (node: ClusterNode) => string) =>
    Promise.all([
      evaluate(lonely, others, (name) => `erlang:set_cookie('${name}', ${cookieOf(lonely)})`),
      ...others.map((other) =>
        evaluate(other, [lonely], (name) => `erlang:set_cookie('${name}', ${cookieOf(other)})`),
      ),
    ]);
  await say(({ name }) => `'cut off by ${name}'`);
  // In one call: where one of the others lost the node before the rest did, the whole cluster would pause.
  await evaluate(lonely, others, (name) => `erlang:disconnect_node('${name}')`);
  return async () => void (await say(() => cookie));
}

function evaluate(
  node: ClusterNode,
  others: readonly ClusterNode[],
  call: (name: string) => string,
): Promise<string> {
  return node.control("eval", `${others.map(({ name }) => call(name)).join(", ")}.`);
}
