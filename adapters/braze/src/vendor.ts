import { z } from "zod";

/*
 * What this adapter reads of Braze's answers (braze.com/docs/api/errors, …/endpoints/user_data/post_user_track). Braze
 * answers in one form everywhere: a message, and errors as texts or objects.
 */

/** Any answer of Braze, good or bad. */
export const BrazeAnswer = z.looseObject({
  message: z.string(),
  errors: z.array(z.unknown()).nullish(),
  events_processed: z.int().nullish(),
  attributes_processed: z.int().nullish(),
  dispatch_id: z.string().nullish(),
  deleted: z.int().nullish(),
});
export type BrazeAnswer = z.infer<typeof BrazeAnswer>;

/** The answer of the transactional endpoint (…/post_send_transactional_message). */
export const DispatchAnswer = z.looseObject({ dispatch_id: z.string().min(1) });

/** The answer of `/users/export/ids`, as far as it is asked for (…/post_users_identifier). */
export const ExportAnswer = z.looseObject({
  users: z.array(z.looseObject({ external_id: z.string().nullish(), email_subscribe: z.string().nullish() })),
});

/** An error of `/users/track` about one object: the array it stood in, and its place there, counted from 0. */
export const ObjectError = z.looseObject({
  type: z.string(),
  input_array: z.enum(["attributes", "events", "purchases"]),
  index: z.int().min(0),
});

export const paths = {
  track: "/users/track",
  triggerCampaign: "/campaigns/trigger/send",
  deleteUsers: "/users/delete",
  exportUsers: "/users/export/ids",
} as const;

/** Where a Transactional Email campaign is sent from. */
export const transactionalPath = (campaignId: string): string =>
  `/transactional/v1/campaigns/${encodeURIComponent(campaignId)}/send`;

/** Objects in one request to `/users/track`: 50 under some contracts, 75 under the others (…/api/api_limits). */
export const maxObjects = 50;
