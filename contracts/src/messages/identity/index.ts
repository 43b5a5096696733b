import type { Contract } from "../../define.ts";
import { identityUserCreate } from "./create-user.ts";
import { identityUserDeactivate } from "./deactivate-user.ts";
import { identityUserDelete } from "./delete-user.ts";
import { identityGroupMemberAdded } from "./group-member-added.ts";
import { identityGroupMemberRemoved } from "./group-member-removed.ts";
import { identityUserUpdate } from "./update-user.ts";
import { identityUserCreated } from "./user-created.ts";
import { identityUserDeactivated } from "./user-deactivated.ts";
import { identityUserDeleted } from "./user-deleted.ts";
import { identityUserEmailVerified } from "./user-email-verified.ts";
import { identityUserReactivated } from "./user-reactivated.ts";
import { identityUserSignedIn } from "./user-signed-in.ts";
import { identityUserUpdated } from "./user-updated.ts";

export {
  identityUserCreate,
  identityUserDeactivate,
  identityUserDelete,
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserUpdate,
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserReactivated,
  identityUserSignedIn,
  identityUserUpdated,
};

/** Every contract about users and their groups. */
export const identityContracts: readonly Contract[] = [
  identityUserCreate,
  identityUserDeactivate,
  identityUserDelete,
  identityGroupMemberAdded,
  identityGroupMemberRemoved,
  identityUserUpdate,
  identityUserCreated,
  identityUserDeactivated,
  identityUserDeleted,
  identityUserEmailVerified,
  identityUserReactivated,
  identityUserSignedIn,
  identityUserUpdated,
];
