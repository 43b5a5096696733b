import { z } from "zod";
import type { OidcIssuer } from "../ingress/oidc/issuer.ts";
import { rateOf, type Rate } from "../ingress/rates.ts";
import { isSafeUrl } from "./safe-url.ts";

/** Events a second in the long run, and how many at once: a second's worth if it is not said. */
const rateFields = {
  ratePerSecond: z.number().positive().max(1_000_000).exactOptional(),
  burst: z.int().min(1).max(1_000_000).exactOptional(),
};

const Text = z.string().min(1).max(500);
const Patterns = z.array(Text).min(1).exactOptional();

const OidcProducer = z.strictObject({
  /** The client's id at the issuer. */
  client: Text,
  /** Shown in the log; the client's id if absent. */
  name: Text.exactOptional(),
  /** What it may publish; everything if absent. One that ends in `*` stands for all that begin so. */
  sources: Patterns,
  types: Patterns,
  ...rateFields,
});

const Oidc = z.strictObject({
  /** Exactly as in the tokens' `iss`, with or without a slash at its end. */
  issuer: Text,
  /** What the tokens' `aud` has to hold. */
  audience: Text,
  /** Where its keys are; what its discovery document says if absent. */
  jwksUri: Text.exactOptional(),
  /** The claim that holds the client's id; "azp" if absent. */
  clientClaim: Text.exactOptional(),
  producers: z.array(OidcProducer).min(1),
});

/** The shape of `ingress` in a configuration. */
export const Ingress = z.strictObject({
  /** The rate of every producer that does not have its own. */
  ...rateFields,
  oidc: z.array(Oidc).exactOptional(),
});

/** Who may publish, and how much. */
export type IngressConfig = z.infer<typeof Ingress>;

/** What the ingress works by. */
export type IngressPlan = {
  readonly rate: Rate | undefined;
  readonly oidc: readonly OidcIssuer[];
};

/** Checks what the shape alone does not say, and makes it ready; what is wrong is added to the faults. */
export function planIngress(config: IngressConfig, faults: string[]): IngressPlan {
  const { oidc = [] } = config;
  faults.push(...burstFaults("ingress", config));
  const issuers = oidc.map(({ issuer }) => issuer);
  for (const issuer of new Set(issuers.filter((each, index) => issuers.indexOf(each) !== index)))
    faults.push(`ingress.oidc: ${issuer} is there twice. Put its producers together.`);
  faults.push(...oidc.flatMap((issuer, index) => issuerFaults(`ingress.oidc.${index}`, issuer)));
  return { rate: rateOf(config), oidc: oidc.map(issuerOf) };
}

type OidcConfig = z.infer<typeof Oidc>;

function issuerFaults(where: string, { issuer, jwksUri, producers }: OidcConfig): string[] {
  const faults: string[] = [];
  const urls = { issuer, ...(jwksUri !== undefined && { jwksUri }) };
  for (const [name, url] of Object.entries(urls))
    if (!isSafeUrl(url)) faults.push(`${where}.${name}: must be an https URL; http only on this machine.`);
  const clients = new Set<string>();
  producers.forEach((producer, index) => {
    const { client } = producer;
    faults.push(...burstFaults(`${where}.producers.${index}`, producer));
    if (clients.has(client)) faults.push(`${where}.producers.${index}.client: ${client} is there twice.`);
    clients.add(client);
  });
  return faults;
}

const burstFaults = (
  where: string,
  { ratePerSecond, burst }: Pick<IngressConfig, "ratePerSecond" | "burst">,
) =>
  burst !== undefined && ratePerSecond === undefined
    ? [`${where}.burst: there is no ratePerSecond that it belongs to.`]
    : [];

function issuerOf({ producers, clientClaim = "azp", ...issuer }: OidcConfig): OidcIssuer {
  const byClient = producers.map(({ client, name = client, sources = null, types = null, ...rate }) => {
    const principal = { id: `${issuer.issuer} ${client}`, name, roles: ["producer"], loopbackOnly: false };
    return [client, { ...principal, sources, types, ...rate }] as const;
  });
  return { ...issuer, clientClaim, producers: new Map(byClient) };
}

/** The keys known at a path below `ingress`. */
export function ingressKeysAt([part, , list]: readonly PropertyKey[]): readonly string[] {
  if (part !== "oidc") return Object.keys(Ingress.shape);
  return Object.keys(list === "producers" ? OidcProducer.shape : Oidc.shape);
}
