/** Whether the long form is asked for (`npm run test:browser`): every screen, tab and dialog, at every width, and amounts that take minutes to write. */
export const isLong = process.env["BROWSER_FORM"] === "long";
