const entryId = "bigMac";
const changedAt = "2026-01-15T18:04:05.123Z";
const refs = [{ vendor: "contentful", account: "sp", type: "entry", id: entryId }];

const body = {
  nodeType: "document",
  data: {},
  content: [
    {
      nodeType: "embedded-entry-block",
      data: { target: { sys: { type: "Link", linkType: "Entry", id: "allergens" } } },
      content: [],
    },
  ],
};

/** An entry with all that a CMS may say of it, and one with the least. */
export const entryExamples = [
  {
    entryId,
    refs,
    environment: "master",
    contentType: "menuItem",
    changedAt,
    version: 12,
    revision: "3",
    createdAt: "2025-11-02T09:00:00.000Z",
    firstPublishedAt: "2025-11-03T09:00:00.000Z",
    publishedAt: changedAt,
    actor: { vendor: "contentful", account: "sp", type: "user", id: "4FLrUHftHW3v2BLi9fzfjU" },
    tags: ["lunch"],
    concepts: ["burgers"],
    localeStatus: [
      { locale: "en-US", status: "published" as const },
      { locale: "de-DE", status: "draft" as const },
    ],
    fields: {
      name: { "en-US": "Big", "de-DE": "Groß" },
      priceMinor: { "en-US": 599 },
      image: { "en-US": { sys: { type: "Link", linkType: "Asset", id: "big-photo" } } },
      body: { "en-US": body },
    },
    links: [
      { pointer: "/image/en-US", to: "asset" as const, id: "big-photo" },
      { pointer: "/body/en-US/content/0/data/target", to: "entry" as const, id: "allergens" },
    ],
    formats: [{ field: "body", format: "contentful-rich-text" }],
    ext: { contentful: { publishedCounter: 3 } },
  },
  {
    entryId: "a1b2c3",
    refs: [{ vendor: "sanity", account: "zp7mbokg", type: "document", id: "a1b2c3" }],
    contentType: "menuItem",
    changedAt: "2026-01-15T18:05:00Z",
    fields: { name: { und: "Fries" } },
  },
  {
    entryId: "a1b2c4",
    contentType: "menuItem",
    changedAt: "2026-01-15T18:05:00Z",
    fields: {},
    partial: true as const,
  },
];

/** The same of an entry that is gone. */
export const goneExamples = [
  { entryId, refs, environment: "master", contentType: "menuItem", changedAt, version: 13, revision: "4" },
  { entryId: "a1b2c3", changedAt: "2026-01-15T18:05:00Z" },
];
