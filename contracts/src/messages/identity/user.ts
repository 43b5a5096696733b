import { z } from "zod";
import { locked, personal } from "../../field-class.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { accountFields, holdsNoSecret, secretRefused } from "./account.ts";
import { Group } from "./group.ts";

/** The key of everything about one user. */
export const UserId = locked(Id).meta({
  description: "The identity provider's id of the user (SCIM id, OIDC sub), e.g. auth0|679f.",
});

/** The chain's own id of a user, which the provider keeps for it. */
export const ExternalId = Id.meta({
  description: "The chain's own id of the person, as the provider was told it (SCIM externalId).",
});

const Identity = z.strictObject({
  provider: Code.meta({ description: "Who vouches for the user there, e.g. auth0, google-oauth2." }),
  connection: Code.optional().meta({ description: "The directory or connection at the provider." }),
  id: personal(Id).meta({ description: "The id that this one knows the user by." }),
  social: z.boolean().optional().meta({ description: "Whether it is a public network such as Google." }),
});

const knownFields = {
  ...accountFields,
  active: z
    .boolean()
    .optional()
    .meta({ description: "Whether the user may sign in; several words of a vendor collapse to it." }),
  vendorStatus: Code.optional().meta({
    description: "The vendor's own word for it: STAGED, SUSPENDED, DEPROVISIONED.",
  }),
  identities: z
    .array(Identity)
    .max(50)
    .optional()
    .meta({ description: "The ways by which the user signs in." }),
  groups: z.array(Group).max(500).optional().meta({ description: "Groups that the user is in." }),
  lastSignInAt: Instant.optional().meta({ description: "When the user last signed in." }),
  signInCount: z.int().min(0).optional().meta({ description: "How often the user has signed in so far." }),
  createdAt: Instant.optional().meta({ description: "When the provider made the user (SCIM meta.created)." }),
  updatedAt: Instant.optional().meta({
    description: "When the provider last changed the user (SCIM meta.lastModified).",
  }),
};

const userFields = {
  userId: UserId,
  refs: personal(Refs).optional().meta({ description: "What vendors call the user." }),
  externalId: ExternalId.optional(),
  ...knownFields,
};

/** A user, as an identity provider knows them. */
export const User = z
  .strictObject(userFields)
  .refine(holdsNoSecret, secretRefused)
  .meta({ id: "User", description: "A user, as an identity provider knows them." });

/** A user of whom it is certain whether they may sign in. */
export const userWhoIs = <const Active extends boolean>(active: Active) =>
  z
    .strictObject({
      ...userFields,
      active: z
        .literal(active)
        .meta({ description: "Whether the user may sign in; the type of the message says it too." }),
    })
    .refine(holdsNoSecret, secretRefused)
    .meta({ description: "A user, as an identity provider knows them." });

/** What a user was before a change: only of what the provider says. */
export const PreviousUser = z.strictObject(knownFields).refine(holdsNoSecret, secretRefused).meta({
  id: "PreviousUser",
  description: "What the changed fields were before; what is missing did not change or is not said.",
});
