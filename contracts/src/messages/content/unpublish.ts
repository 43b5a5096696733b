import { z } from "zod";
import { defineCommand } from "../../define.ts";
import {
  publicationCommand,
  fullPublication,
  minimalPublication,
  publicationMetadata,
} from "./publication.ts";

/** Take an entry back from the public. */
export const contentUnpublish = defineCommand({
  type: "content.unpublish.v1",
  summary: "Take an entry back from the public; its draft stays.",
  data: z.strictObject(publicationCommand),
  ...publicationMetadata,
  examples: [fullPublication, minimalPublication],
});
