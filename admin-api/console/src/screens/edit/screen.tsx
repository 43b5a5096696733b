import { Page } from "../../parts/page.tsx";

export function Screen() {
  return <Page title="Edit and replay">{null}</Page>;
}
