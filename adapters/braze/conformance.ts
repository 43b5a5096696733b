import { checkAdapter, type SimulatedVendorApi } from "@spindlebus/bus/testing";
import { exampleBounce, exampleProfile, exampleRefund, exampleTier, settings } from "./examples.ts";
import simulator from "./simulator.ts";
import braze from "./src/index.ts";
import { transactionalPath } from "./src/vendor.ts";

const tierCampaignId = "campaign-2";
type Seeded = { readonly nextDispatch: string };

/** Sends one message, so that the id of the next one is known: by it Braze tells what became of it. */
async function seed({ url, secrets }: SimulatedVendorApi): Promise<Seeded> {
  const response = await fetch(`${url}${transactionalPath(tierCampaignId)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secrets["apiKey"]}`, "content-type": "application/json" },
    body: JSON.stringify({ recipient: { external_user_id: "mbr-1906" } }),
  });
  const { dispatch_id: id } = (await response.json()) as { readonly dispatch_id: string };
  return { nextDispatch: id.replace(/1$/, "2") };
}

const profile = exampleProfile({ memberId: "mbr-1815" });

/** What Braze's adapter proves at its simulator. */
export default () =>
  checkAdapter(braze, simulator, {
    settings: {
      ...settings,
      tierCampaignId,
      profileUsers: true,
      bounceEndsConsent: true,
      subscriptionGroups: { "email/offers": "group-1" },
    },
    secrets: { apiKey: "braze-key-conformance", postbackSecret: "postback-secret-conformance" },
    seed,
    operations: {
      eraseGuest: {
        message: { memberId: "mbr-1815" },
        before: [{ operation: "updateProfile", message: profile }],
      },
      announceRefund: { message: exampleRefund(), before: [{ operation: "trackOrders" }] },
      announceTier: { message: exampleTier() },
      endConsent: {
        message: ({ nextDispatch }: Seeded) => exampleBounce(nextDispatch),
        before: [
          { operation: "updateProfile", message: profile },
          { operation: "announceTier", message: exampleTier() },
        ],
        effects: 0,
      },
    },
    webhooks: { postbacks: { signsBody: false } },
  });
