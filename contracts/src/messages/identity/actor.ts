import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Code, Id } from "../../values/text.ts";

/** Who did something to a user: an administrator, the user, a job. */
export const Actor = z
  .strictObject({
    id: Id.optional().meta({ description: "The provider's id of who did it." }),
    type: Code.optional().meta({
      description: "What the provider says it is: User, SystemPrincipal, client.",
    }),
    userName: personal(z.string().max(255)).optional().meta({ description: "What that one signs in with." }),
    displayName: personal(z.string().max(255)).optional().meta({ description: "The name for people." }),
  })
  .meta({ id: "Actor", description: "Who did it: an administrator, the user, a job." });
