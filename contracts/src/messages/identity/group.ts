import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";

/** Users who share rights: a group, an organization, a tenant. */
export const Group = z
  .strictObject({
    groupId: locked(Id).meta({ description: "The identity provider's id of the group (SCIM value)." }),
    refs: Refs.optional().meta({ description: "What other vendors call the group." }),
    name: Text.optional().meta({ description: "Its name for people (SCIM display)." }),
    type: Code.optional().meta({
      description: "What the provider calls such a thing: group, organization, UserGroup.",
    }),
  })
  .meta({ id: "Group", description: "Users who share rights, at an identity provider." });
