import { z } from "zod";

/*
 * Records of a custom log stream, as far as they are read (type `Log` of the official SDK, event type codes of
 * auth0.com/docs). Which of them have which `details` is documented nowhere: they are read where they are.
 */

const count = z.int().min(0).nullish().catch(undefined);

const Details = z
  .looseObject({
    session_id: z.string().nullish().catch(undefined),
    stats: z.looseObject({ loginsCount: count }).nullish().catch(undefined),
    prompts: z
      .array(z.looseObject({ name: z.string().nullish().catch(undefined) }))
      .nullish()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined);

const text = z.string().nullish().catch(undefined);

const Data = z.looseObject({
  type: z.string(),
  // Not checked here: one record that the contract refuses must not take its whole batch with it.
  date: z.string().catch(""),
  log_id: text,
  user_id: text,
  user_name: text,
  description: text,
  connection: text,
  client_id: text,
  client_name: text,
  ip: text,
  user_agent: text,
  hostname: text,
  strategy: text,
  strategy_type: text,
  tenant_name: text,
  details: Details,
  location_info: z.looseObject({ country_code: text, time_zone: text }).nullish().catch(undefined),
});

const LogRecord = z
  .looseObject({ log_id: text, data: Data })
  .transform(({ log_id, data }) => ({ id: log_id || data.log_id || "", data }))
  .refine(({ id }) => id !== "", { error: "a record needs a log_id" });

/** One record of a tenant's log: `data.type` says what happened. */
export type LogRecord = z.infer<typeof LogRecord>;

/** The body of a log stream: an array of records, or one record where the stream sends objects. */
export const LogBody = z.preprocess(
  (body) => (Array.isArray(body) ? (body as unknown[]) : [body]),
  z.array(LogRecord),
);
