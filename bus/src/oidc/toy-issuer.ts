import {
  constants,
  createHmac,
  generateKeyPairSync,
  sign as signBytes,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";

type Alg = "RS256" | "PS256" | "ES256" | "EdDSA";

/** A key pair of the toy issuer. */
export type ToyKey = KeyPairKeyObjectResult & { readonly kid: string; readonly alg: Alg };

/** Makes a key pair. Of RSA's one serves for all tests: it takes a while. */
export function toyKey(kid: string, alg: Alg = "ES256"): ToyKey {
  if (alg === "RS256" || alg === "PS256") return { kid, alg, ...rsa };
  return alg === "EdDSA"
    ? { kid, alg, ...generateKeyPairSync("ed25519") }
    : { kid, alg, ...generateKeyPairSync("ec", { namedCurve: "P-256" }) };
}
const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });

type Claims = Readonly<Record<string, unknown>>;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT, signed with node:crypto alone: what verifies it is another library. */
export function signJwt({ kid, alg, privateKey }: ToyKey, claims: Claims, header: Claims = {}): string {
  const text = `${encode({ alg, kid, typ: "at+jwt", ...header })}.${encode(claims)}`;
  return `${text}.${signatures[alg](Buffer.from(text), privateKey).toString("base64url")}`;
}

/** A JWT that nobody signed. */
export const unsignedJwt = (claims: Claims): string => `${encode({ alg: "none" })}.${encode(claims)}.`;

/** A JWT whose secret is the issuer's public key, which everybody has. */
export function confusedJwt({ kid, publicKey }: ToyKey, claims: Claims): string {
  const text = `${encode({ alg: "HS256", kid })}.${encode(claims)}`;
  const secret = publicKey.export({ type: "spki", format: "pem" });
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

const signatures: Readonly<Record<Alg, (text: Buffer, key: KeyObject) => Buffer>> = {
  RS256: (text, key) => signBytes("sha256", text, key),
  PS256: (text, key) =>
    signBytes("sha256", text, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  ES256: (text, key) => signBytes("sha256", text, { key, dsaEncoding: "ieee-p1363" }),
  EdDSA: (text, key) => signBytes(null, text, key),
};

/** An OIDC issuer with discovery and keys, and nothing else; `requests` are the paths that were asked. */
export async function openToyIssuer(keys: readonly ToyKey[]) {
  const issuer = {
    keys,
    requests: [] as string[],
    misbehave: undefined as Misbehaviour | undefined,
    url: "",
  };
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    issuer.requests.push(path);
    if (issuer.misbehave?.(path, response)) return;
    const jwk = ({ kid, alg, publicKey }: ToyKey) => ({
      ...publicKey.export({ format: "jwk" }),
      kid,
      alg,
      use: "sig",
    });
    const body = path.endsWith("/jwks")
      ? { keys: issuer.keys.map(jwk) }
      : { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` };
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the toy issuer has no port");
  issuer.url = `http://127.0.0.1:${address.port}`;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return Object.assign(issuer, { close });
}

/** Answers in its own way, and says whether it did. */
type Misbehaviour = (path: string, response: ServerResponse) => boolean;
