import { defineEvent } from "../../define.ts";
import { Menu } from "./menu.ts";

/** A menu is to be shown and sold in this state. */
export const menuPublished = defineEvent({
  type: "menu.published.v1",
  summary:
    "A menu is to be shown in this state: its sections, the items in them by id and version, its hours, where it holds. The items themselves are said by menu.item.upserted, which is published before.",
  data: Menu,
  entityKey: "menuId",
  entityVersion: "version",
  semantics: "state",
  owner: "menu",
  indexed: ["menuId"],
  examples: [
    {
      menuId: "main",
      version: 1_768_500_245_000,
      refs: [{ vendor: "toast", account: "0042", type: "menu", id: "a1f0c3de-1b5e-4a8f-8f2b-2b8c2f2c7d10" }],
      name: { "en-US": "Main menu", "es-US": "Menú" },
      description: { "en-US": "All day, every day" },
      languages: ["en-US", "es-US"],
      availability: { channels: ["in_store", "app"], stores: ["0042", "0043"] },
      dayparts: [
        {
          daypartId: "lunch",
          name: { "en-US": "Lunch" },
          hours: [{ dayOfWeek: ["monday", "friday"], opens: "11:00", closes: "15:00" }],
        },
      ],
      sections: [
        {
          sectionId: "burgers",
          refs: [{ vendor: "toast", account: "0042", type: "menu_group", id: "5d0c" }],
          name: { "en-US": "Burgers" },
          description: { "en-US": "Grilled to order" },
          images: [{ url: "https://images.ctfassets.net/sp/big-photo/5d0c/big.jpg" }],
          availability: { dayparts: ["lunch"] },
          items: [
            {
              itemId: "BURGER",
              version: 1_768_500_245_000,
              prices: [{ amount: { amount: 549, currency: "USD" }, scope: { dayparts: ["lunch"] } }],
              featured: true,
              availability: { exceptStores: ["0043"] },
            },
          ],
        },
        {
          sectionId: "sides",
          parentSectionId: "burgers",
          name: { "en-US": "Sides" },
          items: [{ itemId: "FRIES", version: 1 }],
        },
      ],
      publishedAt: "2026-01-15T18:04:05.000Z",
      ext: { toast: { posButtonColorLight: "#DA5FB2" } },
    },
    {
      menuId: "late-night",
      version: 1,
      name: { und: "Late night" },
      sections: [],
      publishedAt: "2026-01-15T18:05:00Z",
    },
  ],
});
