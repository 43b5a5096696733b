import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { Id } from "../../values/text.ts";
import {
  publicationCommand,
  fullPublication,
  minimalPublication,
  publicationMetadata,
} from "./publication.ts";

/** Make the draft of an entry public. */
export const contentPublish = defineCommand({
  type: "content.publish.v1",
  summary: "Make the present draft of an entry public.",
  data: z.strictObject({
    ...publicationCommand,
    expectedRevision: Id.optional().meta({
      description: "Only if the draft is still at this revision; absent: whatever it is at.",
    }),
  }),
  ...publicationMetadata,
  examples: [{ ...fullPublication, expectedRevision: "12" }, minimalPublication],
});
