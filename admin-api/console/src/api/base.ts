const metaOf = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";

/** Where the console begins, with a slash at its end: the server writes the way there, whatever a proxy puts before it. */
export const baseUrl: URL = new URL(metaOf("spindle-base") || "./", document.baseURI);

/** What style sheets need that are made in the browser, under the policy of the page. */
export const styleNonce: string = metaOf("spindle-nonce");

/** An address of the admin API or its files: `urlOf("auth/login")`. */
export const urlOf = (path: string): string => new URL(path, baseUrl).href;

/** The header by which the admin API knows that a request with a cookie comes from a page of its own. */
export const ownHeader = { "X-Spindle-Request": "console" } as const;
