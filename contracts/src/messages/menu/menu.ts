import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Locale } from "../../values/contact.ts";
import { otherwiseValid } from "../../otherwise-valid.ts";
import { Ext } from "../../values/ext.ts";
import { LocalizedText } from "../../values/localized.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { Version } from "../../values/version.ts";
import { Daypart } from "./daypart.ts";
import { MenuScope } from "./scope.ts";
import { MenuSection } from "./section.ts";

/**
 * A whole menu, which names its items by id and version: a thousand of them in full are more than a message may have, and a
 * changed price would be all of them again.
 */
export const Menu = z
  .strictObject({
    menuId: locked(Id).meta({ description: "The chain's own id of the menu." }),
    version: locked(Version).meta({
      description: "Grows with every publishing of this menu: a counter, or its time in ms since 1970.",
    }),
    refs: Refs.optional(),
    name: LocalizedText,
    description: LocalizedText.optional(),
    languages: z
      .array(Locale)
      .max(200)
      .optional()
      .meta({ description: "The languages that it is there in." }),
    availability: MenuScope.optional(),
    dayparts: z
      .array(Daypart)
      .max(100)
      .optional()
      .meta({ description: "The parts of the day that scopes of this menu and of its items name." }),
    sections: z.array(MenuSection).max(1_000).meta({
      description: "In the order in which they are shown; none: nothing is sold of this menu any more.",
    }),
    publishedAt: Instant,
    ext: Ext.optional(),
  })
  .refine(
    ({ sections }) => {
      const before = new Set<string>();
      return sections.every(({ sectionId, parentSectionId }) => {
        const fits = !before.has(sectionId) && (parentSectionId === undefined || before.has(parentSectionId));
        before.add(sectionId);
        return fits;
      });
    },
    {
      error: "each section has its own id, and its parent stands before it",
      path: ["sections"],
      when: otherwiseValid,
    },
  )
  .refine(
    ({ dayparts, availability, sections }) => {
      const known = new Set((dayparts ?? []).map(({ daypartId }) => daypartId));
      const places = sections.flatMap(({ items }) => items);
      const prices = places.flatMap((place) => place.prices ?? []);
      const scopes = [
        availability,
        ...[...sections, ...places].map((part) => part.availability),
        ...prices.map(({ scope }) => scope),
      ];
      return scopes.flatMap((scope) => scope?.dayparts ?? []).every((daypartId) => known.has(daypartId));
    },
    {
      error: "has not every part of the day that a scope of the menu names",
      path: ["dayparts"],
      when: otherwiseValid,
    },
  );
