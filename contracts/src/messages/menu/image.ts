import { z } from "zod";
import { LocalizedText } from "../../values/localized.ts";
import { Code, Id } from "../../values/text.ts";
import { WebUrl } from "../../values/web-url.ts";

const MenuImage = z
  .strictObject({
    url: WebUrl,
    alt: LocalizedText.optional().meta({ description: "What it shows, for those who do not see it." }),
    use: Code.optional().meta({ description: "What it is for: thumbnail, hero, or the chain's own word." }),
    assetId: Id.optional().meta({ description: "The assetId in the CMS, where it comes from there." }),
  })
  .meta({ id: "MenuImage", description: "A picture for a menu." });

/** Pictures, the most important first. */
export const MenuImages = z
  .array(MenuImage)
  .max(50)
  .optional()
  .meta({ description: "Pictures, the most important first." });
