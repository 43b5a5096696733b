import { z } from "zod";

/** Settings of a connection to Acme. */
export const AcmeSettings = z.strictObject({
  baseUrl: z.url().meta({ description: "Root of Acme's API; paths such as /v1/orders are added to it." }),
});
export type AcmeSettings = z.infer<typeof AcmeSettings>;

/** Secrets of a connection to Acme. */
export const AcmeSecrets = z.strictObject({
  apiKey: z.string().min(1).meta({ description: "API key with the right to write orders." }),
  webhookSecret: z.string().min(1).meta({
    description: "Signing secret of the webhook; while it is being rolled both, comma-separated.",
  }),
});
export type AcmeSecrets = z.infer<typeof AcmeSecrets>;
