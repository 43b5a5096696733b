/** The command that publishes an example of the type. */
export const commandOf = (type: string): string => `npx spindle publish ${type} --example --wait`;

/** The same by HTTP, as a CloudEvent whose data is the example. */
export function curlOf(type: string, example: unknown): string {
  const event = { specversion: "1.0", id: "my-first-one", source: "/console", type, data: example };
  return `curl -s "$SPINDLE_INGRESS/v1/messages" \\
  -H "authorization: Bearer $SPINDLE_PRODUCER_TOKEN" \\
  -H 'content-type: application/cloudevents+json' --data-binary @- <<'END'
${JSON.stringify(event, null, 2)}
END`;
}
