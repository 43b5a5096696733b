import { AwsClient } from "aws4fetch";
import { hash } from "node:crypto";
import type { BodyStore } from "../bodies/body-store.ts";

/** Where the bucket is, and who may use it. */
export type S3Options = {
  /** Of the service, e.g. `https://s3.eu-central-1.amazonaws.com`; a path in it is kept. */
  readonly endpoint: string;
  /** Exists already. Give it no rule that deletes by age: the bus removes what no message needs. */
  readonly bucket: string;
  readonly region?: string;
  /** What the keys begin with. */
  readonly folder?: string;
  /** Undefined where it is not set, which is told when the store is used. */
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly timeoutMs?: number;
};

/** Large bodies in an S3-compatible bucket (path-style, Signature V4), with the SHA-256 of each body signed. */
export function s3BodyStore({
  endpoint,
  bucket,
  folder = "spindle-bodies/",
  ...options
}: S3Options): BodyStore {
  const place = `${endpoint.replace(/\/+$/, "")}/${bucket}/${folder}`;
  const request = requester(options);
  return {
    prefix: `s3://${bucket}/${folder}`,
    async put(name, bytes) {
      const response = await request("PUT", place + name, bytes);
      await expectOne([200, 201, 204], response, "PUT");
    },
    async get(name) {
      const response = await request("GET", place + name);
      if (response.status === 404) return undefined;
      if (response.status === 200) return new Uint8Array(await response.arrayBuffer());
      return refuse(response, "GET");
    },
    async remove(name) {
      const response = await request("DELETE", place + name);
      await expectOne([200, 204, 404], response, "DELETE");
    },
  };
}

type Requester = (method: string, url: string, body?: Uint8Array) => Promise<Response>;

/** Repeats are the callers': they know how long they can wait. */
function requester({
  region = "us-east-1",
  accessKeyId,
  secretAccessKey,
  timeoutMs = 15_000,
}: Omit<S3Options, "endpoint" | "bucket" | "folder">): Requester {
  let client: AwsClient | undefined;
  return async (method, url, body) => {
    if (!accessKeyId || !secretAccessKey)
      throw new Error("The S3 store needs accessKeyId and secretAccessKey.");
    client ??= new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 0 });
    return client.fetch(url, {
      method,
      headers: { "x-amz-content-sha256": hash("sha256", body ?? "", "hex") },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body && { body: new Uint8Array(body) }),
    });
  };
}

async function expectOne(statuses: readonly number[], response: Response, method: string): Promise<void> {
  if (!statuses.includes(response.status)) return refuse(response, method);
  // Unread it would keep its connection.
  await response.arrayBuffer();
}

/** The error names a code of S3, e.g. `AccessDenied`, and never the key of an object or of a person. */
async function refuse(response: Response, method: string): Promise<never> {
  const text = await response.text();
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? "no code";
  throw new Error(`The S3 store answered ${method} with ${response.status} (${code}).`);
}
