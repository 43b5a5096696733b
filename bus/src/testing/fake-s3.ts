import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** Who may use a {@link FakeS3}. */
export const fakeS3Keys = { accessKeyId: "AKIDFAKE", secretAccessKey: "fake/secret+key" };

/** The objects of one bucket over HTTP, for those who sign as S3 demands (Signature V4, of the body too). */
export type FakeS3 = {
  readonly url: string;
  /** By path. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Every request is answered 503 SlowDown, as S3 does under load. */
  slowDown: boolean;
  readonly close: () => Promise<void>;
};

export async function openFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray());
    const { method, url: path = "/" } = request;
    const fail = (status: number, code: string) =>
      response
        .writeHead(status, { "content-type": "application/xml" })
        .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Key>${path}</Key></Error>`);
    if (s3.slowDown) return fail(503, "SlowDown");
    const refusal = refusalOf(request, body);
    if (refusal !== undefined) return fail(403, refusal);
    if (method === "PUT") {
      objects.set(path, body);
      return response.writeHead(200).end();
    }
    if (method === "DELETE") {
      objects.delete(path);
      return response.writeHead(204).end();
    }
    const found = objects.get(path);
    return found ? response.writeHead(200).end(found) : fail(404, "NoSuchKey");
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const s3: FakeS3 = {
    url: `http://127.0.0.1:${port}`,
    objects,
    slowDown: false,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return s3;
}

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Checks a request as "Authenticating Requests (AWS Signature Version 4)" of the S3 API reference has it. */
function refusalOf({ method, url = "/", headers }: IncomingMessage, body: Buffer): string | undefined {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    );
  const [, keyId, scope = "", signed = "", signature] = given ?? [];
  if (keyId !== fakeS3Keys.accessKeyId) return "InvalidAccessKeyId";
  if (headers["x-amz-content-sha256"] !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const names = signed.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => names.includes(name)))
    return "AccessDenied";
  const [path, query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query,
    ...names.map((name) => `${name}:${String(headers[name])}`),
    "",
    signed,
    sha256(body),
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const first: Buffer = Buffer.from(`AWS4${fakeS3Keys.secretAccessKey}`);
  const key = scope.split("/").reduce((secret, part) => hmac(secret, part), first);
  return hmac(key, text).toString("hex") === signature ? undefined : "SignatureDoesNotMatch";
}
