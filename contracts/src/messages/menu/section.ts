import { z } from "zod";
import { LocalizedText } from "../../values/localized.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { Version } from "../../values/version.ts";
import { MenuImages } from "./image.ts";
import { MenuPrices } from "./price.ts";
import { MenuScope } from "./scope.ts";

const MenuPlace = z
  .strictObject({
    itemId: Id.meta({ description: "The itemId of the menu.item.upserted message." }),
    version: Version.meta({ description: "The version of the item that was published, or a newer one." }),
    prices: MenuPrices.optional().meta({ description: "On this menu, in place of the item's own." }),
    featured: z.boolean().optional().meta({ description: "Shown before the others." }),
    availability: MenuScope.optional(),
  })
  .meta({ id: "MenuPlace", description: "An item's place on a menu." });

/** A part of a menu with a heading. */
export const MenuSection = z
  .strictObject({
    sectionId: Id,
    parentSectionId: Id.optional().meta({
      description: "The section that it is a part of; it stands before it.",
    }),
    refs: Refs.optional(),
    name: LocalizedText,
    description: LocalizedText.optional(),
    images: MenuImages,
    availability: MenuScope.optional(),
    items: z
      .array(MenuPlace)
      .max(5_000)
      .meta({ description: "Its items, in the order in which they are shown." }),
  })
  .meta({ id: "MenuSection", description: "A part of a menu with a heading." });
