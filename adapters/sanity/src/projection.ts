/**
 * The projection that the webhook needs at Sanity: the whole document, and what happened to it. Sanity's headers say the
 * latter too, but the signature covers the body alone.
 */
export const projection = `{
  ...,
  "_event": {
    "operation": delta::operation(),
    "projectId": sanity::projectId(),
    "dataset": sanity::dataset()
  }
}`;
