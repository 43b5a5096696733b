import type { Contract } from "../../define.ts";
import { engagementConsentChanged } from "./consent-changed.ts";
import { engagementConsentSetFailed } from "./consent-set-failed.ts";
import { engagementConsentSet } from "./consent-set.ts";
import { engagementEventTrackFailed } from "./event-track-failed.ts";
import { engagementEventTrack } from "./event-track.ts";
import { engagementEventTracked } from "./event-tracked.ts";
import { engagementMessageAborted } from "./message-aborted.ts";
import { engagementMessageBounced } from "./message-bounced.ts";
import { engagementMessageClicked } from "./message-clicked.ts";
import { engagementMessageComplained } from "./message-complained.ts";
import { engagementMessageDeferred } from "./message-deferred.ts";
import { engagementMessageDelivered } from "./message-delivered.ts";
import { engagementMessageOpened } from "./message-opened.ts";
import { engagementMessageSend } from "./message-send.ts";
import { engagementMessageSent } from "./message-sent.ts";
import { engagementMessageUnsubscribed } from "./message-unsubscribed.ts";
import { engagementProfileUpsertFailed } from "./profile-upsert-failed.ts";
import { engagementProfileUpsert } from "./profile-upsert.ts";

export {
  engagementConsentChanged,
  engagementConsentSetFailed,
  engagementConsentSet,
  engagementEventTrackFailed,
  engagementEventTrack,
  engagementEventTracked,
  engagementMessageAborted,
  engagementMessageBounced,
  engagementMessageClicked,
  engagementMessageComplained,
  engagementMessageDeferred,
  engagementMessageDelivered,
  engagementMessageOpened,
  engagementMessageSend,
  engagementMessageSent,
  engagementMessageUnsubscribed,
  engagementProfileUpsertFailed,
  engagementProfileUpsert,
};

/** Every contract about what guests are told and what they do. */
export const engagementContracts: readonly Contract[] = [
  engagementConsentChanged,
  engagementConsentSetFailed,
  engagementConsentSet,
  engagementEventTrackFailed,
  engagementEventTrack,
  engagementEventTracked,
  engagementMessageAborted,
  engagementMessageBounced,
  engagementMessageClicked,
  engagementMessageComplained,
  engagementMessageDeferred,
  engagementMessageDelivered,
  engagementMessageOpened,
  engagementMessageSend,
  engagementMessageSent,
  engagementMessageUnsubscribed,
  engagementProfileUpsertFailed,
  engagementProfileUpsert,
];
