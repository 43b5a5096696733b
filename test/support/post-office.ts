import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { eventually } from "./eventually.ts";

/** A webhook as a vendor sent it: its own headers, signature and bytes. */
export type Letter = {
  readonly connection: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Stands between the vendors and the bus, and delivers webhooks as networks do: at once, late, twice or out of order. */
export type PostOffice = {
  /** Where a connection's webhooks go. */
  readonly address: (connection: string, webhook: string) => URL;
  /** Keeps the webhooks of these connections from now on; the vendors think that they have arrived. */
  readonly keep: (...connections: readonly string[]) => void;
  /** Delivers those of all connections at once, as at the beginning. */
  readonly deliverAtOnce: () => void;
  /** Brings every webhook twice from now on, as a vendor does that has missed the answer; only the first answer goes back. */
  readonly deliverTwice: () => void;
  /** Of each webhook that was brought twice, the ids of the messages that it became the first and the second time. */
  readonly twice: () => readonly Twice[];
  /** Waits until so many of a connection's webhooks are kept, and gives them away. */
  readonly kept: (connection: string, count: number) => Promise<readonly Letter[]>;
  /** Brings a webhook to the bus; the ids of the messages that it became, unless its vendor wants another answer. */
  readonly deliver: (letter: Letter) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** A webhook that came twice. */
export type Twice = {
  readonly connection: string;
  readonly first: readonly string[];
  readonly second: readonly string[];
};

/** Opens a post office before an ingress, which may come later. */
export async function openPostOffice(ingress: () => string): Promise<PostOffice> {
  const keeping = new Set<string>();
  let letters: Letter[] = [];
  let isTwice = false;
  const cameTwice: Twice[] = [];

  const bring = ({ path, headers, body }: Letter): Promise<Response> =>
    fetch(`${ingress()}${path}`, { method: "POST", headers, body: new Uint8Array(body) });
  const passOn = async (letter: Letter): Promise<number> => {
    const response = await bring(letter);
    if (!isTwice || !response.ok) return response.status;
    const [first, second] = [await idsIn(response), await idsIn(await bring(letter))];
    cameTwice.push({ connection: letter.connection, first, second });
    return response.status;
  };
  const server = createServer((request, response) => {
    const answer = (status: number) => response.writeHead(status).end();
    void letterOf(request)
      .then(async (letter) => {
        if (!keeping.has(letter.connection)) return answer(await passOn(letter));
        letters.push(letter);
        return answer(200);
      })
      .catch(() => answer(502)); // the bus is not there: the vendor tries again
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number }; // it listens on TCP

  return {
    address: (connection, webhook) =>
      new URL(`http://127.0.0.1:${port}/v1/webhooks/${connection}/${webhook}`),
    keep: (...connections) => {
      for (const connection of connections) keeping.add(connection);
    },
    deliverAtOnce: () => keeping.clear(),
    deliverTwice: () => void (isTwice = true),
    twice: () => cameTwice,
    kept: async (connection, count) => {
      const ofIt = () => letters.filter((letter) => letter.connection === connection);
      const found = await eventually(
        `${count} webhooks of ${connection}`,
        async () => ofIt(),
        ({ length }) => length >= count,
      );
      letters = letters.filter((letter) => !found.includes(letter));
      return found;
    },
    deliver: async (letter) => {
      const response = await bring(letter);
      if (!response.ok) throw new Error(`the bus answered ${response.status}: ${await response.text()}`);
      if (!response.headers.get("content-type")?.includes("json")) return [];
      return idsIn(response);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function idsIn(response: Response): Promise<readonly string[]> {
  const { messages } = (await response.json()) as { readonly messages: readonly { readonly id: string }[] };
  return messages.map(({ id }) => id);
}

async function letterOf(request: IncomingMessage): Promise<Letter> {
  const path = request.url ?? "/";
  const body = Buffer.concat(await request.toArray());
  const own = Object.entries(request.headers).filter(
    ([name]) => !["host", "connection", "content-length", "transfer-encoding"].includes(name),
  );
  const headers = Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
  return { connection: path.split("/")[3] ?? "", path, headers, body };
}
