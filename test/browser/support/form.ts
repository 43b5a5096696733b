/** Whether the long form is asked for (`npm run test:browser`): every theme at every width, and amounts that take minutes to write. */
export const isLong = process.env["BROWSER_FORM"] === "long";
