import { Page } from "../../parts/page.tsx";

export function Screen() {
  return <Page title="Route">{null}</Page>;
}
