import { get, post, type VendorRequest } from "@spindlebus/bus/adapter";
import { draftIdOf } from "./document-id.ts";
import type { SanitySettings } from "./settings.ts";
import type { Fields } from "./vendor.ts";

/** A change of one document; all that go together take effect together, or none does. */
export type Mutation =
  | { readonly create: Fields & { readonly _id: string; readonly _type: string } }
  | {
      readonly patch: {
        readonly id: string;
        readonly ifRevisionID: string;
        readonly set?: Fields;
        readonly unset?: readonly string[];
      };
    };

/** The requests about one document and its draft (HTTP API, "Doc", "Mutation", "Actions"). The bus adds `transactionId`. */
export function documentRequests({ apiVersion, dataset }: SanitySettings, documentId: string) {
  const data = `/v${apiVersion}/data`;
  const draftId = draftIdOf(documentId);
  const act = (action: object): VendorRequest =>
    post(`${data}/actions/${dataset}`, { actions: [{ ...action, draftId, publishedId: documentId }] });
  return {
    /** Both states; the Doc endpoint shows a write at once, which a query need not. */
    read: (): VendorRequest => get(`${data}/doc/${dataset}/${draftId},${documentId}`),
    mutate: (mutations: readonly Mutation[]): VendorRequest =>
      post(`${data}/mutate/${dataset}?returnIds=true&visibility=sync&autoGenerateArrayKeys=true`, {
        mutations,
      }),
    publish: (ifDraftRevisionId: string): VendorRequest =>
      act({ actionType: "sanity.action.document.publish", ifDraftRevisionId }),
    unpublish: (): VendorRequest => act({ actionType: "sanity.action.document.unpublish" }),
  };
}
