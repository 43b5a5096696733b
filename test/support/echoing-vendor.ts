import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** A vendor that does everything wrong, and says back what it was told. */
export async function openEchoingVendor(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  let asked = 0;
  const server = createServer((request, response) => {
    void request.toArray().then(async (chunks) => {
      const told = Buffer.concat(chunks).toString();
      const answer = (status: number, type: string, body: string) =>
        response.writeHead(status, { "content-type": type, "x-echo": "told" }).end(body);
      asked += 1;
      switch (asked % 6) {
        case 0:
          return answer(400, "application/json", `{"code":"refused","message":"No.","guest":${told}}`);
        case 1:
          return answer(200, "application/json", told.slice(0, -3));
        case 2:
          return request.socket.destroy();
        case 3:
          return answer(500, "text/html", `<html><title>Error</title><p>${told}</p></html>`);
        case 4:
          return answer(422, "application/json", `{"errors":[{"field":"guest","value":${told}}]}`);
        default:
          await wait(400);
          return answer(200, "application/json", told);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
